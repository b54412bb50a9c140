using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Informers;

/// <summary>How one object of the cache changed.</summary>
/// <param name="Old">As it was; null when it is new.</param>
/// <param name="New">As it is; null when it is gone.</param>
/// <param name="FromList">Found by comparing with a list: it happened at some time since the last contact, or before the start.</param>
public sealed record ObjectChange<T>(T? Old, T? New, bool FromList)
    where T : class, IKubernetesObject
{
    public bool IsAdded => Old is null;

    public bool IsDeleted => New is null;

    /// <summary>The object as it is, or as it last was.</summary>
    public T Latest => New ?? Old!;
}
