using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Incidents.Analysis;

/// <summary>A fact gathered for an incident, with where it came from. Masked before it is stored.</summary>
public sealed record Evidence
{
    /// <summary>Short and unique in the incident, so that hypotheses can name it: "E1.2" is the second of the first analysis.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of fact: "metric-window", "alert", "symptom-timeline".</summary>
    public required string Kind { get; init; }

    /// <summary>The entity that the fact is about.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>Where it came from: "stream", "prometheus".</summary>
    public required string Source { get; init; }

    /// <summary>What was asked of the source.</summary>
    public required string Query { get; init; }

    /// <summary>What came of it; absence is a fact, too.</summary>
    public required EvidenceStatus Status { get; init; }

    /// <summary>The time that the fact speaks of.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The fact in words and numbers, at most 4,096 characters.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 of the whole content, lower-case hex; names the payload when the content was too long for an event.</summary>
    public required string ContentHash { get; init; }
}

/// <summary>What came of looking for evidence.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceStatus>))]
public enum EvidenceStatus
{
    /// <summary>The source answered with the content.</summary>
    Found,

    /// <summary>The source answered that there is nothing.</summary>
    NothingThere,

    /// <summary>The source refused.</summary>
    Forbidden,

    /// <summary>The source could not answer.</summary>
    Failed,

    /// <summary>The source did not answer in time.</summary>
    TimedOut,
}
