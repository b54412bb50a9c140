namespace Pipeline.Kubernetes.Models;

/// <summary>Where a pod may run. Only what is required: preferences keep no pod from running.</summary>
public sealed record Affinity
{
    public NodeAffinity? NodeAffinity { get; init; }

    public PodAffinity? PodAffinity { get; init; }

    public PodAffinity? PodAntiAffinity { get; init; }
}

public sealed record NodeAffinity
{
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
}

/// <summary>Terms of which one must hold.</summary>
public sealed record NodeSelector
{
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}

/// <summary>Requirements which must all hold.</summary>
public sealed record NodeSelectorTerm
{
    public IReadOnlyList<SelectorRequirement> MatchExpressions { get; init; } = [];

    public IReadOnlyList<SelectorRequirement> MatchFields { get; init; } = [];
}

public sealed record PodAffinity
{
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

public sealed record PodAffinityTerm
{
    public LabelSelector? LabelSelector { get; init; }

    public string TopologyKey { get; init; } = "";

    public IReadOnlyList<string> Namespaces { get; init; } = [];
}
