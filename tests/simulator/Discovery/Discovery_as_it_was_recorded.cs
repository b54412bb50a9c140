using System.Text.Json.Nodes;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.Golden;

namespace Pipeline.Simulator.Tests.Discovery;

/// <summary>Compares with a real server all that is served here, too.</summary>
public sealed class Discovery_as_it_was_recorded
{
    private static readonly string[] NotServed = ["componentstatuses"];

    [Theory]
    [InlineData("discovery-api-v1")]
    [InlineData("discovery-apis-apps-v1")]
    [InlineData("discovery-apis-policy-v1")]
    public void Lists_the_same_resources(string name)
    {
        var (expected, actual) = Both(name);
        Assert.Equal(
            Texts(expected["resources"]!.AsArray().Where(r => !NotServed.Contains((string?)r!["name"]))), Texts(actual["resources"]!.AsArray()));
    }

    [Fact]
    public void Describes_a_group_and_the_versions_in_the_same_way()
    {
        foreach (var name in new[] { "discovery-apis-apps", "discovery-api" })
        {
            var (expected, actual) = Both(name);
            Assert.Equal(Text(expected), Text(actual));
        }
    }

    [Fact]
    public void Names_the_groups_in_the_same_order()
    {
        var (expected, actual) = Both("discovery-apis");
        var groups = actual["groups"]!.AsArray();
        var names = groups.Select(g => (string?)g!["name"]).ToHashSet();
        Assert.Equal(Texts(expected["groups"]!.AsArray().Where(g => names.Contains((string?)g!["name"]))), Texts(groups));
    }

    [Fact]
    public void Tells_the_same_of_every_resource_in_the_aggregated_form()
    {
        var (expected, actual) = Both("discovery-aggregated-apis");
        var recorded = Resources(expected);
        foreach (var (key, text) in Resources(actual))
            Assert.Equal(recorded[key], text);
    }

    private static Dictionary<string, string> Resources(JsonNode list) => list["items"]!.AsArray()
        .SelectMany(g => g!["versions"]!.AsArray().SelectMany(v => v!["resources"]!.AsArray()
            .Select(r => (Key: $"{g["metadata"]!["name"]}/{v["version"]}/{r!["resource"]}", Text: Text(r)))))
        .ToDictionary(r => r.Key, r => r.Text);

    private static (JsonNode Expected, JsonNode Actual) Both(string name)
    {
        var exchange = Exchange.Read(name);
        var document = new DiscoveryDocuments(new ResourceRegistry(), [], []).Find(
            exchange.Target, (string?)exchange.Request["headers"]?["Accept"], "192.0.2.10:16443")!;
        Assert.Equal((string?)exchange.Response["headers"]!["content-type"], document.ContentType);
        return (exchange.Response["body"]!, JsonNode.Parse(document.Body.Span)!);
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonNode?> nodes) => nodes.Select(n => Text(n!));

    /// <summary>With the fields of objects in order.</summary>
    private static string Text(JsonNode node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":{(p.Value is null ? "null" : Text(p.Value))}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(i => Text(i!)))}]",
        _ => node.ToJsonString(),
    };
}
