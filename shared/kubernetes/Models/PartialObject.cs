namespace Pipeline.Kubernetes.Models;

/// <summary>An object of any kind of which the server sends only the metadata (PartialObjectMetadata).</summary>
public sealed record PartialObject : TypedObject;
