using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>A recorded request with its answer.</summary>
internal sealed partial record Exchange(string Name, JsonObject Request, JsonObject Response)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "recordings");

    public string Method => (string)Request["method"]!;

    public string Target => (string)Request["path"]!;

    public int Status => (int)Response["status"]!;

    public bool IsWatch => Response["body"] is JsonArray;

    /// <summary>All exchanges in the order in which they were recorded: that of the tables in the README.</summary>
    public static IReadOnlyList<Exchange> All { get; } =
    [
        .. Row().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(m => Read(m.Groups[1].Value)),
    ];

    public static Exchange Read(string name)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();
        return new Exchange(name, json["request"]!.DeepClone().AsObject(), json["response"]!.DeepClone().AsObject());
    }

    public override string ToString() => Name;

    [GeneratedRegex(@"^\| \[([a-z0-9-]+)\]\(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
