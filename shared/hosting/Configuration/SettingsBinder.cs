using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>Makes an options object of a section, and reports whatever is wrong with it instead of throwing.</summary>
internal sealed class SettingsBinder(IConfiguration configuration, SettingsOrigins origins, Action<SettingProblem> report)
{
    /// <summary>An object of the type with the section's values; unset ones keep their defaults.</summary>
    /// <param name="type">Has a constructor without parameters.</param>
    /// <param name="section">The section's key; empty for the root, whose unknown keys are the caller's to judge.</param>
    public object Bind(Type type, string section)
    {
        var options = Activator.CreateInstance(type)!;
        var settings = SettingProperty.Of(type);
        if (section.Length > 0)
            RefuseUnknownKeys(section, settings);
        var wrong = false;
        foreach (var setting in settings)
            wrong |= !Set(options, setting, SettingKey.Under(section, setting.Name));
        if (!wrong && options is IValidatableObject checkable)
            foreach (var contradiction in checkable.Validate(new ValidationContext(options)))
                Report(SettingKey.Under(section, contradiction.MemberNames.FirstOrDefault() ?? ""), contradiction.ErrorMessage!);
        return options;
    }

    private void RefuseUnknownKeys(string section, IReadOnlyList<SettingProperty> settings)
    {
        var known = settings.SelectMany(setting => setting.Keys).ToArray();
        foreach (var child in configuration.GetSection(section).GetChildren())
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                Report(child.Path, UnknownKey(child.Path, child.Key, section, known));
    }

    internal static string UnknownKey(string path, string key, string section, IEnumerable<string> known)
    {
        var candidates = known.ToArray();
        var hint = SettingKey.Nearest(key, candidates) is { } nearest
            ? $"did you mean {SettingKey.Written(SettingKey.Under(section, nearest))}?"
            : $"there are {string.Join(", ", candidates.Select(SettingKey.Written).Order(StringComparer.Ordinal))}";
        return $"{SettingKey.Written(path)} is no setting; {hint}";
    }

    private bool Set(object options, SettingProperty setting, string key)
    {
        var problems = 0;
        var given = setting.IsSecret ? ReadSecret(key, ref problems) : Read(setting.Property.PropertyType, key, ref problems);
        if (problems > 0)
            return false;
        if (given is not null)
            setting.Property.SetValue(options, given);
        var value = setting.Property.GetValue(options);
        foreach (var rule in setting.Property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.IsValid(value))
                continue;
            Report(key, value is null or "" && rule is RequiredAttribute
                ? $"{SettingKey.Written(key)} is required; give it in the settings file, as flag --{SettingKey.Written(key)} or as " +
                  $"environment variable {EnvironmentSettings.Prefix}{key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}"
                : $"{Quoted(key, setting, value)}, must be {setting.Allowed(rule)}");
            return false;
        }

        return true;
    }

    private object? Read(Type type, string key, ref int problems)
    {
        if (SettingText.IsSingle(type))
            return ReadSingle(type, key, ref problems);
        if (SettingProperty.ValueOfDictionary(type) is { } valueType)
            return ReadDictionary(valueType, key, ref problems);
        if (SettingProperty.ItemOfList(type) is { } itemType)
            return ReadList(itemType, key, ref problems);
        if (configuration[key] is { Length: > 0 })
            return Refuse(key, $"{SettingKey.Written(key)} is a section with keys of its own, not a value", ref problems);
        return configuration.GetSection(key).Exists() ? Bind(type, key) : null;
    }

    private object? ReadSingle(Type type, string key, ref int problems)
    {
        if (configuration[key] is not { } text)
            return configuration.GetSection(key).Exists()
                ? Refuse(key, $"{SettingKey.Written(key)} is one value, not a section or list", ref problems)
                : null;
        return SettingText.Read(type, text) ??
            Refuse(key, $"{SettingKey.Written(key)} is \"{text}\", must be {SettingText.Kind(type)}", ref problems);
    }

    private string? ReadSecret(string key, ref int problems)
    {
        var (value, fileKey) = (configuration[key], key + SettingProperty.FileSuffix);
        if (configuration[fileKey] is not { Length: > 0 } file)
            return value;
        if (value is not null)
            return (string?)Refuse(fileKey, $"{SettingKey.Written(fileKey)} and {SettingKey.Written(key)} are both given; keep one of them", ref problems);
        try
        {
            return SecretFile.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (string?)Refuse(fileKey, $"{SettingKey.Written(fileKey)} is \"{file}\", which cannot be read: {e.Message}", ref problems);
        }
    }

    private IDictionary ReadDictionary(Type valueType, string key, ref int problems)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
        foreach (var child in configuration.GetSection(key).GetChildren())
            if (Read(valueType, child.Path, ref problems) is { } value)
                dictionary[child.Key] = value;
        return dictionary;
    }

    private Array? ReadList(Type itemType, string key, ref int problems)
    {
        var items = new List<object>();
        if (configuration[key] is { } text && SettingText.IsSingle(itemType) && origins.PlainValueWins(key))
        {
            foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if ((SettingText.Read(itemType, part) ??
                     Refuse(key, $"{SettingKey.Written(key)} has \"{part}\", must be {SettingText.Kind(itemType)}", ref problems)) is { } item)
                    items.Add(item);
        }
        else if (configuration.GetSection(key).GetChildren().ToArray() is { Length: > 0 } children)
        {
            foreach (var child in children)
                if (Read(itemType, child.Path, ref problems) is { } item)
                    items.Add(item);
        }
        else
        {
            return null;
        }

        var array = Array.CreateInstance(itemType, items.Count);
        ((IList)items).CopyTo(array, 0);
        return array;
    }

    private static string Quoted(string key, SettingProperty setting, object? value) =>
        $"{SettingKey.Written(key)} is {(setting.IsSecret ? "a secret" : setting.Shown(value))}";

    private object? Refuse(string key, string message, ref int problems)
    {
        problems++;
        Report(key, message);
        return null;
    }

    private void Report(string key, string message) => report(new SettingProblem(origins.Of(key), message));
}
