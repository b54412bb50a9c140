using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>What a pod uses now, by metrics.k8s.io. There is no watch for it.</summary>
public sealed record PodMetrics : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.PodMetrics;

    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The time the mean is over, as Go writes durations: "15.07s".</summary>
    public string? Window { get; init; }

    public IReadOnlyList<ContainerMetrics> Containers { get; init; } = [];
}

public sealed record ContainerMetrics
{
    public string Name { get; init; } = "";

    /// <summary>"cpu" in cores, "memory" the working set in bytes.</summary>
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = Nothing.Quantities;
}
