using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Settings for pods. Of the values only marks are kept: which keys exist and which changed is what an incident asks about.</summary>
public sealed record ConfigMap : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ConfigMaps;

    /// <summary>The texts, by key.</summary>
    [JsonConverter(typeof(ContentMarksConverter))]
    public IReadOnlyDictionary<string, ContentMark> Data { get; init; } = Nothing.Marks;

    /// <summary>The binaries, by key.</summary>
    [JsonConverter(typeof(ContentMarksConverter))]
    public IReadOnlyDictionary<string, ContentMark> BinaryData { get; init; } = Nothing.Marks;

    public bool Immutable { get; init; }

    /// <summary>Whether a key exists, as text or binary.</summary>
    public bool Has(string key) => Data.ContainsKey(key) || BinaryData.ContainsKey(key);
}
