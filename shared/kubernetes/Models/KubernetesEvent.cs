using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Something happened to an object; both forms of the API (core and events.k8s.io) read as this.</summary>
/// <remarks>
/// They are two views of one stored object: watch one of them. A repeat comes as a change with a higher count.
/// Events live for an hour: that one is deleted says nothing.
/// </remarks>
[JsonConverter(typeof(EventConverter))]
public sealed record KubernetesEvent : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Events;

    /// <summary>What it happened to.</summary>
    public ObjectReference About { get; init; } = new();

    /// <summary>A second object that has to do with it.</summary>
    public ObjectReference? Related { get; init; }

    /// <summary>In one word: "BackOff", "FailedScheduling".</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>"Normal" or "Warning".</summary>
    public string Severity { get; init; } = "";

    /// <summary>How often, 1 or more.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The first time; null when the writer says nothing.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The last time: of the series, else lastTimestamp, else eventTime, else the object's creation.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>"kubelet", "default-scheduler".</summary>
    public string? Reporter { get; init; }

    /// <summary>The node it was reported from, where one was.</summary>
    public string? ReportingHost { get; init; }

    /// <summary>What was done or failed: "Binding"; of newer writers only.</summary>
    public string? Action { get; init; }

    [JsonIgnore]
    public bool IsWarning => Severity == "Warning";
}
