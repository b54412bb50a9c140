using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

/// <summary>What came of a deletion.</summary>
/// <param name="Remaining">The object as it is on its way out (grace, finalizers, dependants), or as it last was; null when only success was said.</param>
public sealed record DeleteAnswer(KubernetesObject? Remaining)
{
    /// <summary>It has been marked and goes when its grace and its finalizers are through.</summary>
    public bool IsPending => Remaining?.Metadata.DeletionTimestamp is not null;
}
