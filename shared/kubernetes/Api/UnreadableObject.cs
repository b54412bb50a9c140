using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

/// <summary>An object that could not be read as the record it should be.</summary>
/// <param name="Metadata">Its identity, if that much could be read.</param>
public sealed record UnreadableObject(ObjectMeta Metadata, string Problem);
