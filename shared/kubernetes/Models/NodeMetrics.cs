using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>What a node uses now, by metrics.k8s.io. There is no watch for it.</summary>
public sealed record NodeMetrics : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.NodeMetrics;

    public DateTimeOffset? Timestamp { get; init; }

    public string? Window { get; init; }

    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = Nothing.Quantities;
}
