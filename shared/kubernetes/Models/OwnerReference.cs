namespace Pipeline.Kubernetes.Models;

/// <summary>Who owns an object, always in its own namespace or of the whole cluster.</summary>
public sealed record OwnerReference
{
    public string ApiVersion { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string Uid { get; init; } = "";

    /// <summary>Whether this owner manages the object; at most one does.</summary>
    public bool Controller { get; init; }
}
