using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Who a pod is to the API server.</summary>
public sealed record ServiceAccount : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ServiceAccounts;

    public IReadOnlyList<LocalReference> ImagePullSecrets { get; init; } = [];

    public bool? AutomountServiceAccountToken { get; init; }
}
