using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pipeline.IncidentStore.Tests;

/// <summary>Makes a record, and all that is in it, with one text in every string, found by reflection: a new property is covered as it
/// comes.</summary>
internal static class Filled
{
    /// <param name="type">A record, or what a record's property may be.</param>
    /// <param name="text">Stands in every string; a dictionary has it under the key "note".</param>
    public static object With(Type type, string text)
    {
        var given = Nullable.GetUnderlyingType(type) ?? type;
        if (given == typeof(string))
            return text;
        if (given.IsValueType)
            return Activator.CreateInstance(given)!;
        if (given.IsGenericType && given.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new Dictionary<string, string> { ["note"] = text };
        if (given.IsGenericType && typeof(IEnumerable).IsAssignableFrom(given))
            return OneOf(given.GetGenericArguments()[0], text);
        var record = RuntimeHelpers.GetUninitializedObject(given);
        foreach (var property in given.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            property.SetValue(record, With(property.PropertyType, text));
        return record;
    }

    private static Array OneOf(Type item, string text)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(With(item, text), 0);
        return items;
    }
}
