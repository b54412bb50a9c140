using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Access;

/// <summary>A rule of a role: what may be done to what.</summary>
public sealed record PolicyRule(
    ImmutableArray<string> Verbs, ImmutableArray<string> Groups, ImmutableArray<string> Resources, ImmutableArray<string> Names,
    ImmutableArray<string> Paths)
{
    private const string All = "*";

    /// <summary>The rules of a Role or ClusterRole.</summary>
    public static ImmutableArray<PolicyRule> Read(JsonObject role) =>
    [
        .. role.Objects("rules").Select(r => new PolicyRule(
            [.. r.Texts("verbs")], [.. r.Texts("apiGroups")], [.. r.Texts("resources")], [.. r.Texts("resourceNames")],
            [.. r.Texts("nonResourceURLs")])),
    ];

    /// <summary>Whether it allows a request.</summary>
    public bool Allows(AccessRequest request) =>
        Has(Verbs, request.Verb) && (request.Path is { } path
            ? Paths.Any(p => p == All || p == path || (p.EndsWith('*') && path.StartsWith(p[..^1], StringComparison.Ordinal)))
            : Has(Groups, request.Group)
                && (Has(Resources, request.FullResource) || (request.Subresource.Length > 0 && Resources.Contains($"*/{request.Subresource}")))
                && (Names.IsEmpty || Names.Contains(request.Name)));

    /// <summary>The rule as single ones, each of one verb, group, resource and name.</summary>
    public IEnumerable<PolicyRule> Split()
    {
        foreach (var verb in Verbs)
        {
            foreach (var path in Paths)
                yield return new PolicyRule([verb], [], [], [], [path]);
            foreach (var (group, resource) in Groups.SelectMany(g => Resources.Select(r => (g, r))))
            {
                foreach (var name in Names.IsEmpty ? [null] : Names.Cast<string?>())
                    yield return new PolicyRule([verb], [group], [resource], name is null ? [] : [name], []);
            }
        }
    }

    /// <summary>Whether it allows all that a single rule allows.</summary>
    public bool Covers(PolicyRule one)
    {
        if (!Has(Verbs, one.Verbs[0]))
            return false;
        if (!one.Paths.IsEmpty)
            return Paths.Any(p => p == All || p == one.Paths[0] || (p.EndsWith('*') && one.Paths[0].StartsWith(p[..^1], StringComparison.Ordinal)));
        return Has(Groups, one.Groups[0]) && Has(Resources, one.Resources[0])
            && (Names.IsEmpty || (!one.Names.IsEmpty && Names.Contains(one.Names[0])));
    }

    /// <summary>As the server lists missing rights.</summary>
    public override string ToString()
    {
        static string List(ImmutableArray<string> texts) => $"[{string.Join(" ", texts.Select(t => $"\"{t}\""))}]";
        var parts = new List<string>();
        if (!Groups.IsEmpty)
            parts.Add($"APIGroups:{List(Groups)}");
        if (!Resources.IsEmpty)
            parts.Add($"Resources:{List(Resources)}");
        if (!Names.IsEmpty)
            parts.Add($"ResourceNames:{List(Names)}");
        if (!Paths.IsEmpty)
            parts.Add($"NonResourceURLs:{List(Paths)}");
        parts.Add($"Verbs:{List(Verbs)}");
        return $"{{{string.Join(", ", parts)}}}";
    }

    private static bool Has(ImmutableArray<string> values, string value) => values.Contains(All) || values.Contains(value);
}
