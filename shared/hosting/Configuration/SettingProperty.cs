using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Pipeline.Hosting.Configuration;

/// <summary>A property of an options class as a setting.</summary>
internal sealed record SettingProperty(PropertyInfo Property)
{
    /// <summary>What a secret's key ends with when it names a file.</summary>
    public const string FileSuffix = "File";

    public string Name => Property.Name;

    public bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    /// <summary>The keys that lead to it.</summary>
    public IEnumerable<string> Keys => IsSecret ? [Name, Name + FileSuffix] : [Name];

    /// <summary>The settings of an options class, in the order of the source.</summary>
    public static IReadOnlyList<SettingProperty> Of(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0)
            .Select(property => new SettingProperty(property))];

    /// <summary>The value's type of a dictionary with text keys; null for other types.</summary>
    public static Type? ValueOfDictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var generic &&
        (generic == typeof(IReadOnlyDictionary<,>) || generic == typeof(IDictionary<,>) || generic == typeof(Dictionary<,>)) &&
        type.GetGenericArguments()[0] == typeof(string) ? type.GetGenericArguments()[1] : null;

    /// <summary>The items' type of a list that an array can stand for; null for other types.</summary>
    public static Type? ItemOfList(Type type) =>
        type.IsArray ? type.GetElementType() :
        type.IsGenericType && type.IsAssignableFrom(type.GetGenericArguments()[0].MakeArrayType())
            ? type.GetGenericArguments()[0] : null;

    /// <summary>What a rule allows, to complete "must be …".</summary>
    public string Allowed(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => Range(range),
        AllowedValuesAttribute allowed => "one of " + string.Join(", ", allowed.Values.Select(Shown)),
        RequiredAttribute => "given",
        { ErrorMessage: { } message } => message,
        LengthAttribute length => $"{length.MinimumLength} to {length.MaximumLength} long",
        MinLengthAttribute least => $"at least {least.Length} long",
        MaxLengthAttribute most => $"at most {most.Length} long",
        StringLengthAttribute most => $"at most {most.MaximumLength} long",
        RegularExpressionAttribute pattern => $"text that matches {pattern.Pattern}",
        _ => rule.FormatErrorMessage(Name),
    };

    /// <summary>All that is allowed, for the reference; the type's own form when no rule says more.</summary>
    public string Allowed()
    {
        var rules = Property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not RequiredAttribute).ToArray();
        if (rules.Length > 0)
            return string.Join("; ", rules.Select(Allowed));
        var type = Property.PropertyType;
        return SettingText.IsSingle(type) ? SettingText.Kind(type)
            : ValueOfDictionary(type) is not null ? "keys with values"
            : ItemOfList(type) is { } item ? $"a list; each {(SettingText.IsSingle(item) ? SettingText.Kind(item) : "a section")}"
            : "a section";
    }

    /// <summary>A value as it would be written.</summary>
    public string Shown(object? value) => value switch
    {
        null => "not given",
        string text => $"\"{text}\"",
        System.Collections.IEnumerable list when value is not string =>
            string.Join(",", list.Cast<object>().Select(SettingText.Written)),
        _ => SettingText.Written(value),
    };

    private static string Range(RangeAttribute range)
    {
        return $"{SettingText.Written(Limit(range, range.Minimum))} to {SettingText.Written(Limit(range, range.Maximum))}";
    }

    private static object Limit(RangeAttribute range, object limit) =>
        limit is string text && SettingText.Read(range.OperandType, text) is { } value ? value : limit;
}
