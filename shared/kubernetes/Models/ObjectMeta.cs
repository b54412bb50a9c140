using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Json;

namespace Pipeline.Kubernetes.Models;

/// <summary>An object's identity and bookkeeping, without managedFields.</summary>
public sealed record ObjectMeta
{
    public string Name { get; init; } = "";

    public string? GenerateName { get; init; }

    /// <summary>Null for an object of the whole cluster.</summary>
    public string? Namespace { get; init; }

    public string Uid { get; init; } = "";

    /// <summary>Opaque: two of them are compared for equality and nothing else.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Goes up with each change of the wanted state; 0 for kinds that do not count.</summary>
    public long Generation { get; init; }

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set once somebody asked for the deletion; the object lives on until its finalizers and its grace are through.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    public long? DeletionGracePeriodSeconds { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing.Map;

    /// <summary>Without kubectl's last-applied-configuration, which repeats the whole object.</summary>
    [JsonConverter(typeof(AnnotationsConverter))]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Nothing.Map;

    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];

    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>The owner that manages the object; null when none does.</summary>
    [JsonIgnore]
    public OwnerReference? Controller
    {
        get
        {
            foreach (var owner in OwnerReferences)
                if (owner.Controller)
                    return owner;
            return null;
        }
    }

    /// <summary>"shop/cart", or "n1" for an object of the whole cluster.</summary>
    [JsonIgnore]
    public string Path => Namespace is null ? Name : $"{Namespace}/{Name}";
}
