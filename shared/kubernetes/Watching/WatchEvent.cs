using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Watching;

/// <summary>What happened, as the server says it.</summary>
/// <param name="Value">Null for a bookmark, and for an object that cannot be read.</param>
/// <param name="Metadata">Of a bookmark only the resourceVersion means anything.</param>
/// <param name="Problem">Why the object cannot be read.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T? Value, ObjectMeta Metadata, string? Problem = null)
    where T : class, IKubernetesObject
{
    /// <summary>A bookmark which ends the list that a streaming watch began with.</summary>
    public bool EndsInitialEvents =>
        Type == WatchEventType.Bookmark && Metadata.Annotations.TryGetValue("k8s.io/initial-events-end", out var end) && end == "true";
}
