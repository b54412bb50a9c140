using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Configuration;

/// <summary>The documentation comments of the code, from the files that the compiler puts beside the assemblies.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _summaries = [];

    /// <summary>What a class is, in Markdown.</summary>
    public string SummaryOf(Type type) => Summary(type.Assembly, $"T:{type.FullName}");

    /// <summary>What a property is, in Markdown.</summary>
    public string SummaryOf(PropertyInfo property) =>
        Summary(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    /// <exception cref="CommandException">The file is missing, or says nothing about the member.</exception>
    private string Summary(Assembly assembly, string member)
    {
        if (!_summaries.TryGetValue(assembly, out var summaries))
            _summaries.Add(assembly, summaries = Load(assembly));
        return summaries.TryGetValue(member, out var summary)
            ? Blank().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : throw new CommandException(ExitCode.Error, $"{member[2..]} is not documented.");
    }

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(path))
            throw new CommandException(ExitCode.Error, $"{path} is missing: the reference is made of it. Build or publish with documentation files.");
        return XDocument.Load(path).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{Named((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? "")}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => element.Value,
        _ => "",
    };

    /// <summary>A property as the setting that it is; anything else by its last name.</summary>
    private static string Named(string reference)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference.StartsWith("P:", StringComparison.Ordinal) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
