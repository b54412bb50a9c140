using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Pipeline.Hosting.Configuration;

/// <summary>A setting as a reference shows it.</summary>
/// <param name="Key">As people write it: "bus:retryIntervals"; NAME stands for what they name themselves, N for a place in a list.</param>
/// <param name="Default">As it would be written; null for none.</param>
/// <param name="IsRequired">Whether the process does not start without it.</param>
/// <param name="IsSecret">Whether its value may come from a file, named by the key with "File" after it.</param>
/// <param name="Allowed">What may be written, to complete "must be …".</param>
/// <param name="Property">Where it is documented.</param>
public sealed record DescribedSetting(
    string Key, string? Default, bool IsRequired, bool IsSecret, string Allowed, PropertyInfo Property)
{
    private const string AnyName = "NAME";
    private const string AnyPlace = "N";

    /// <summary>All settings of a section, those of its inner sections after the one that holds them.</summary>
    public static IEnumerable<DescribedSetting> Of(SettingsSection section) => Of(section.Type, section.Name);

    private static IEnumerable<DescribedSetting> Of(Type type, string section)
    {
        var defaults = Activator.CreateInstance(type)!;
        foreach (var setting in SettingProperty.Of(type))
        {
            var key = SettingKey.Under(section, setting.Name);
            if (Inner(setting.Property.PropertyType, key) is not var (inner, innerKey))
                yield return Describe(setting, setting.Property.GetValue(defaults), key);
            else
                foreach (var described in Of(inner, innerKey))
                    yield return described;
        }
    }

    private static DescribedSetting Describe(SettingProperty setting, object? value, string key)
    {
        var isMissing = value is null or "" or System.Collections.ICollection { Count: 0 };
        return new DescribedSetting(
            Written(key), isMissing ? null : setting.Shown(value).Trim('"'),
            isMissing && setting.Property.IsDefined(typeof(RequiredAttribute)), setting.IsSecret, setting.Allowed(), setting.Property);
    }

    /// <summary>The class of an inner section, and its key; null for a value.</summary>
    private static (Type Type, string Key)? Inner(Type type, string key)
    {
        var (inner, innerKey) = SettingProperty.ValueOfDictionary(type) is { } value ? (value, SettingKey.Under(key, AnyName))
            : SettingText.IsSingle(type) ? (type, key)
            : SettingProperty.ItemOfList(type) is { } item ? (item, SettingKey.Under(key, AnyPlace))
            : (type, key);
        return SettingText.IsSingle(inner) ? null : (inner, innerKey);
    }

    private static string Written(string key) =>
        string.Join(':', key.Split(':').Select(part => part is AnyName or AnyPlace ? part : SettingKey.Written(part)));
}
