using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A secret's metadata and type. There is no property for its content, so it can reach no log, message or model.</summary>
/// <remarks>Where only metadata is allowed or wanted, list <see cref="PartialObject"/>: then the type is absent, too.</remarks>
public sealed record Secret : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Secrets;

    /// <summary>"Opaque", "kubernetes.io/tls".</summary>
    [JsonPropertyName("type")]
    public string? SecretType { get; init; }
}
