using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Tables;

/// <summary>Cells that several kinds share.</summary>
internal static class Phrases
{
    /// <summary>"app=web,tier=front".</summary>
    public static string Labels(JsonElement? labels) =>
        string.Join(',', (labels ?? default).Pairs().Select(l => $"{l.Key}={l.Value}")).Or("<none>");

    /// <summary>"app=web,tier in (a,b),!canary".</summary>
    public static string Selector(JsonElement? selector)
    {
        if (selector is not { } given)
            return "<none>";
        var parts = given.Pairs("matchLabels").Select(l => (l.Key, Text: $"{l.Key}={l.Value}"))
            .Concat(given.Items("matchExpressions").Select(e => (Key: e.Text("key"), Text: Requirement(e))))
            .OrderBy(p => p.Key, StringComparer.Ordinal);
        return string.Join(',', parts.Select(p => p.Text)).Or("<none>");
    }

    private static string Requirement(JsonElement expression)
    {
        var (key, values) = (expression.Text("key"), string.Join(',', expression.Texts("values").Order(StringComparer.Ordinal)));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => key,
        };
    }

    public static object?[] Containers(JsonElement? podSpec)
    {
        var containers = (podSpec ?? default).Items("containers");
        return [string.Join(',', containers.Select(c => c.Text("name"))), string.Join(',', containers.Select(c => c.Text("image")))];
    }

    /// <summary>The first three with a count of the rest.</summary>
    public static string FirstThree(IReadOnlyCollection<string> all, string none) => all.Count > 3
        ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', all.Take(3))} + {all.Count - 3} more...")
        : string.Join(',', all).Or(none);

    /// <summary>"RWO,ROX".</summary>
    public static string AccessModes(string[] modes) => string.Join(',', new[]
    {
        ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP"),
    }.Where(m => modes.Contains(m.Item1)).Select(m => m.Item2));

    /// <summary>Addresses of a load balancer.</summary>
    public static string[] Ingresses(JsonElement json) =>
    [
        .. json.Items("status", "loadBalancer", "ingress").Select(i => i.Text("ip").Or(i.Text("hostname")))
            .Where(a => a.Length > 0).Distinct().Order(StringComparer.Ordinal),
    ];

    public static bool IsTrue(JsonElement json, string condition) =>
        json.Items("status", "conditions").Any(c => c.Text("type") == condition && c.Text("status") == "True");

    /// <summary>Whether nobody knows if a condition holds: of a node's "Ready", that its kubelet is silent.</summary>
    public static bool IsUnknown(JsonElement json, string condition) =>
        json.Items("status", "conditions").Any(c => c.Text("type") == condition && c.Text("status") == "Unknown");
}
