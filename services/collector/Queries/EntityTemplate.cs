using Pipeline.Contracts;

namespace Pipeline.Collector.Queries;

/// <summary>How an entity is found in a series' labels.</summary>
/// <remarks>"{pod}" is a label's value, "{node|instance}" the first of two that is there; other text stands for itself.</remarks>
public sealed record EntityTemplate
{
    /// <summary>Kubernetes' kind, such as "Pod".</summary>
    public required string Kind { get; init; }

    /// <summary>Template of the name.</summary>
    public required string Name { get; init; }

    /// <summary>Template of the namespace; null for entities without one.</summary>
    public string? Namespace { get; init; }

    /// <summary>The entity; null when a label of its name is not there.</summary>
    public EntityRef? Resolve(string cluster, IReadOnlyDictionary<string, string> labels)
    {
        var name = Fill(Name, labels);
        var space = Namespace is null ? null : Fill(Namespace, labels);
        return string.IsNullOrEmpty(name) ? null : new EntityRef(cluster, string.IsNullOrEmpty(space) ? null : space, Kind, name);
    }

    /// <summary>What is wrong with the template; null when nothing is.</summary>
    public string? Problem() =>
        string.IsNullOrWhiteSpace(Kind) ? "entity.kind is missing"
        : string.IsNullOrWhiteSpace(Name) ? "entity.name is missing"
        : new[] { Name, Namespace ?? "" }.FirstOrDefault(t => t.Count(c => c == '{') != t.Count(c => c == '}')) is { } odd
            ? $"entity template '{odd}' has an unpaired brace"
            : null;

    private static string? Fill(string template, IReadOnlyDictionary<string, string> labels)
    {
        var (filled, rest) = ("", template);
        while (rest.IndexOf('{') is var open and >= 0 && rest.IndexOf('}', open) is var close and > 0)
        {
            var value = rest[(open + 1)..close].Split('|')
                .Select(name => labels.GetValueOrDefault(name.Trim())).FirstOrDefault(v => !string.IsNullOrEmpty(v));
            if (value is null)
                return null;
            (filled, rest) = (filled + rest[..open] + value, rest[(close + 1)..]);
        }
        return filled + rest;
    }
}
