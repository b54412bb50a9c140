using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.EventStore.Events;

/// <summary>Every enum an event can reach is stored by name, since a number changes its meaning when a member is
/// inserted.</summary>
internal static class StoredEnums
{
    /// <exception cref="EventTypeException">An enum is stored as a number; names the property.</exception>
    public static void Check(Type eventType) => Check(eventType, eventType.Name, []);

    private static void Check(Type type, string path, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            if (!IsStoredByName(type))
                throw new EventTypeException(
                    $"{path} would be stored as a number: put [JsonConverter(typeof(JsonStringEnumConverter<{type.Name}>))] on the enum {type}.");
            return;
        }
        if (!seen.Add(type))
            return;
        foreach (var element in ElementsOf(type))
            Check(element, $"{path}[]", seen);
        if (IsOpaque(type))
            return;
        foreach (var derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
            Check(derived.DerivedType, $"{path}({derived.DerivedType.Name})", seen);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored))
            Check(property.PropertyType, $"{path}.{property.Name}", seen);
    }

    private static bool IsStoredByName(Type type) =>
        JsonSerializer.SerializeToElement(Enum.GetValuesAsUnderlyingType(type) is { Length: > 0 } values
            ? Enum.ToObject(type, values.GetValue(0)!)
            : Activator.CreateInstance(type)!, type, EventJson.Options).ValueKind == JsonValueKind.String;

    private static Type[] ElementsOf(Type type) => type.IsArray
        ? [type.GetElementType()!]
        : typeof(IEnumerable).IsAssignableFrom(type) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            ? type.GetGenericArguments()
            : [];

    private static bool IsOpaque(Type type) =>
        type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || type.IsPrimitive
        || type.GetCustomAttribute<JsonConverterAttribute>() is not null;

    private static bool IsStored(PropertyInfo property) =>
        property.GetMethod is not null && property.GetIndexParameters().Length == 0
        && property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }
        && property.GetCustomAttribute<JsonConverterAttribute>() is null;
}
