using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Informers;

/// <summary>What tells two objects of a kind apart at one moment; a namesake that comes later has another uid.</summary>
public readonly record struct ObjectKey(string? Namespace, string Name)
{
    public static ObjectKey Of(ObjectMeta metadata) => new(metadata.Namespace, metadata.Name);
}
