using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Owners;

/// <summary>One object in a chain of owners.</summary>
/// <param name="IsInferred">Its name was worked out from a name pattern, since the object between is gone; it has no uid.</param>
public sealed record OwnerLink(string ApiVersion, string Kind, string? Namespace, string Name, string Uid, bool IsInferred = false)
{
    internal static OwnerLink Of(OwnerReference owner, string? namespaceName) =>
        new(owner.ApiVersion, owner.Kind, namespaceName, owner.Name, owner.Uid);

    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";
}
