namespace Pipeline.Contracts.Timelines;

/// <summary>Something that happened in the cluster, kept so that an analysis can ask what changed before the symptoms.</summary>
/// <remarks>Masked before it is stored. The same <see cref="Key"/> is the same happening: a later one replaces what is said of it.</remarks>
public sealed record TimelineEntry
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Identity: "change:&lt;kind&gt;/&lt;namespace&gt;/&lt;name&gt;|&lt;resourceVersion&gt;", "event:&lt;uid&gt;|&lt;reason&gt;|&lt;part&gt;" …</summary>
    public required string Key { get; init; }

    /// <summary>What kind of thing it is.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>What it happened to.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>Who answers for <see cref="Entity"/>; the entity itself when nobody else does.</summary>
    public required EntityRef Owner { get; init; }

    /// <summary>When it happened, or first did; of a change that nobody saw, the earliest time it can have been.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it last did; of a change that nobody saw, the latest time it can have been.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>The change happened at some time between the two: nobody watched.</summary>
    public bool IsApproximate { get; init; }

    /// <summary>In one sentence; at most 1,000 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>Kubernetes' reason of an event ("BackOff"), or the state of a finding.</summary>
    public string? Reason { get; init; }

    /// <summary>What an event is about: "pod-lifecycle", "node-health", "probe", "policy", "scale", "scheduling", "volume"; null for others.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the cluster itself called it a warning.</summary>
    public bool IsWarning { get; init; }

    /// <summary>How often it happened.</summary>
    public long Count { get; init; } = 1;

    /// <summary>How often per hour, lately; null for what happens once.</summary>
    public double? PerHour { get; init; }

    /// <summary>What changed; at most 50.</summary>
    public IReadOnlyList<FacetChange> Changes { get; init; } = [];
}
