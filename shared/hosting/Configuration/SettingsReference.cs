using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pipeline.Hosting.Configuration;

/// <summary>The table of all settings for people, made of the options classes and their documentation comments.</summary>
/// <remarks>The comments are read from the XML files that the build puts beside the assemblies; without one the column is empty.</remarks>
public static partial class SettingsReference
{
    /// <summary>A heading and a table for each section, as Markdown: setting, default, allowed, meaning.</summary>
    public static string Markdown(IEnumerable<SettingsSection> sections)
    {
        var text = new StringBuilder();
        foreach (var section in sections.OrderBy(section => section.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {(section.Name.Length == 0 ? "Without a section" : SettingKey.Written(section.Name))}\n\n");
            text.Append("| setting | default | allowed | meaning |\n| --- | --- | --- | --- |\n");
            WriteRows(text, section.Type, section.Name);
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void WriteRows(StringBuilder text, Type type, string path)
    {
        var defaults = Activator.CreateInstance(type)!;
        foreach (var setting in SettingProperty.Of(type))
        {
            var key = SettingKey.Under(path, setting.Name);
            var value = setting.IsSecret ? null : setting.Property.GetValue(defaults);
            var shown = value is null or "" || value is System.Collections.IEnumerable and not string ? Listed(value) : $"`{setting.Shown(value).Trim('"')}`";
            var written = SettingKey.Written(key);
            var name = setting.IsSecret ? $"`{written}`, `{written}{SettingProperty.FileSuffix}`" : $"`{written}`";
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {shown} | {Cell(setting.Allowed())} | {Cell(Documentation(setting.Property))} |\n");
            if (Nested(setting.Property.PropertyType) is { } nested)
                WriteRows(text, nested.Type, nested.IsList ? SettingKey.Under(key, "n") : key);
        }
    }

    private static string Listed(object? value) =>
        value is System.Collections.IEnumerable list and not string && list.Cast<object>().ToArray() is { Length: > 0 } items &&
        items.All(item => SettingText.IsSingle(item.GetType()))
            ? $"`{string.Join(", ", items.Select(SettingText.Written))}`" : "";

    private static (Type Type, bool IsList)? Nested(Type type) =>
        SettingText.IsSingle(type) ? null
        : SettingProperty.ValueOfDictionary(type) is { } value ? SettingText.IsSingle(value) ? null : (value, true)
        : SettingProperty.ItemOfList(type) is { } item ? SettingText.IsSingle(item) ? null : (item, true)
        : (type, false);

    private static string Documentation(PropertyInfo property)
    {
        var file = Path.ChangeExtension(property.DeclaringType!.Assembly.Location, ".xml");
        if (!File.Exists(file))
            return "";
        var member = $"P:{property.DeclaringType.FullName!.Replace('+', '.')}.{property.Name}";
        var summary = XDocument.Load(file).Descendants("member")
            .FirstOrDefault(element => (string?)element.Attribute("name") == member)?.Element("summary");
        return summary is null ? "" : Spaces().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference =>
            (string?)reference.Attribute("langword") ?? ((string?)reference.Attribute("cref") ?? "").Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
