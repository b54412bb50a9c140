namespace Pipeline.Kubernetes.Models;

/// <summary>A reference to an object, as events and endpoints carry it.</summary>
public sealed record ObjectReference
{
    public string? ApiVersion { get; init; }

    public string Kind { get; init; } = "";

    public string? Namespace { get; init; }

    public string Name { get; init; } = "";

    public string? Uid { get; init; }

    /// <summary>A part of the object: "spec.containers{cart}".</summary>
    public string? FieldPath { get; init; }
}
