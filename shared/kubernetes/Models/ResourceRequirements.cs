using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>What a container asks for and may not exceed, by resource name: "cpu" in cores, "memory" in bytes.</summary>
public sealed record ResourceRequirements
{
    public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Nothing.Quantities;

    public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Nothing.Quantities;
}
