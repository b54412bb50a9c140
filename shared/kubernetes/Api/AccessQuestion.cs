using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Api;

/// <summary>May I do this?</summary>
/// <param name="Verb">"get", "list", "watch", "create", "patch", "update", "delete", "deletecollection".</param>
/// <param name="Namespace">Null: in all of them.</param>
public sealed record AccessQuestion(string Verb, ResourceType Type, string? Namespace = null, string? Name = null, string? Subresource = null)
{
    /// <summary>"patch deployments.apps/scale in shop", as a missing right is named.</summary>
    public override string ToString() =>
        $"{Verb} {Type}{(Subresource is null ? "" : "/" + Subresource)}{(Name is null ? "" : $" \"{Name}\"")}"
        + (Namespace is null ? Type.Namespaced ? " in all namespaces" : "" : $" in {Namespace}");
}
