namespace Pipeline.Kubernetes.Models;

/// <summary>What a workload makes its pods from.</summary>
public sealed record PodTemplate
{
    public ObjectMeta Metadata { get; init; } = new();

    public PodSpec Spec { get; init; } = new();
}
