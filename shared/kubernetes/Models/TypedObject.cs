namespace Pipeline.Kubernetes.Models;

/// <summary>The common part of the typed kinds.</summary>
/// <remarks>
/// These records are for reading: they hold what the pipeline reasons about and forget the rest. What is written back is raw
/// JSON or a patch (<see cref="KubernetesObject"/>), so that no field this project does not know is ever lost.
/// </remarks>
public abstract record TypedObject : IKubernetesObject
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public ObjectMeta Metadata { get; init; } = new();
}
