using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Timelines;

/// <summary>What kind of thing happened. Stored, so none may change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimelineKind>))]
public enum TimelineKind
{
    /// <summary>A workload's template changed: image, environment, resources, probes, references.</summary>
    Rollout,

    /// <summary>A workload's wanted replicas changed, or it was paused or suspended.</summary>
    Scale,

    /// <summary>A ConfigMap's data changed; of values only hashes are known.</summary>
    Configuration,

    /// <summary>A Secret was written; what changed in it is not known.</summary>
    Secret,

    /// <summary>An autoscaler's bounds or metrics changed.</summary>
    Autoscaler,

    /// <summary>A node came, went, was cordoned, tainted or upgraded.</summary>
    Node,

    /// <summary>A Service, Ingress or NetworkPolicy changed.</summary>
    Network,

    /// <summary>A claim or volume changed.</summary>
    Storage,

    /// <summary>A quota or disruption budget changed.</summary>
    Policy,

    /// <summary>An object came into being, or went.</summary>
    Lifecycle,

    /// <summary>The cluster itself said something about an object, once or again and again.</summary>
    Event,

    /// <summary>Something about an object that is worth knowing and is no failure.</summary>
    Finding,
}
