using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>What one container, pod or claim may ask for, and its defaults.</summary>
public sealed record LimitRange : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.LimitRanges;

    public LimitRangeSpec Spec { get; init; } = new();
}

public sealed record LimitRangeSpec
{
    public IReadOnlyList<LimitRangeItem> Limits { get; init; } = [];
}

public sealed record LimitRangeItem
{
    public string Type { get; init; } = "";

    public IReadOnlyDictionary<string, Quantity> Max { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> Min { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> Default { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> DefaultRequest { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> MaxLimitRequestRatio { get; init; } = Nothing.Quantities;
}
