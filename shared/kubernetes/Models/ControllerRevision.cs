using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>One revision of a stateful set or daemon set. Its data is read raw when a rollback needs it.</summary>
public sealed record ControllerRevision : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ControllerRevisions;

    public long Revision { get; init; }
}
