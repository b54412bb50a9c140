using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>What a namespace may use in all.</summary>
public sealed record ResourceQuota : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ResourceQuotas;

    public ResourceQuotaSpec Spec { get; init; } = new();

    public ResourceQuotaStatus Status { get; init; } = new();
}

public sealed record ResourceQuotaSpec
{
    public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Nothing.Quantities;

    public IReadOnlyList<string> Scopes { get; init; } = [];
}

public sealed record ResourceQuotaStatus
{
    public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> Used { get; init; } = Nothing.Quantities;
}
