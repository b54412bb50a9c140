using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Discovery;

/// <summary>A kind that a server serves.</summary>
public sealed record DiscoveredResource(ResourceType Type)
{
    public string? Singular { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>"all", "api-extensions".</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>"status", "scale".</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    public bool CanWatch => Verbs.Contains("list") && Verbs.Contains("watch");
}
