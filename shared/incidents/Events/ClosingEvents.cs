using System.Text.Json.Serialization;
using Pipeline.Canonical;

namespace Pipeline.Incidents.Events;

public abstract partial record IncidentEvent
{
    /// <summary>The symptoms are gone and the incident is over.</summary>
    [EventAlias("incident_resolved")]
    public sealed record IncidentResolved : IncidentEvent
    {
        /// <summary>Whose doing it was.</summary>
        public required Resolution Resolution { get; init; }

        /// <summary>What shows it.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>People must take over; the pipeline goes on watching.</summary>
    [EventAlias("incident_escalated")]
    public sealed record IncidentEscalated : IncidentEvent
    {
        /// <summary>Why the pipeline cannot go on by itself, and what a person can do.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A person says that this is not an incident.</summary>
    [EventAlias("incident_dismissed")]
    public sealed record IncidentDismissed : IncidentEvent
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Why, masked.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>The symptoms went before anything was done.</summary>
    [EventAlias("incident_withdrawn")]
    public sealed record IncidentWithdrawn : IncidentEvent
    {
        /// <summary>What shows it.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>This incident is part of another one, which goes on in its place.</summary>
    [EventAlias("incident_merged")]
    public sealed record IncidentMerged : IncidentEvent
    {
        /// <summary>The incident that goes on.</summary>
        public required Guid Into { get; init; }

        /// <summary>Why they are one.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>Another incident became part of this one; its symptoms join.</summary>
    [EventAlias("incident_absorbed")]
    public sealed record IncidentAbsorbed : IncidentEvent
    {
        /// <summary>The incident that ended.</summary>
        public required Guid From { get; init; }

        /// <summary>Why they are one.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>It goes on: the symptoms came back soon, or a person wants another analysis.</summary>
    [EventAlias("incident_reopened")]
    public sealed record IncidentReopened : IncidentEvent
    {
        /// <summary>Why.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>The story of a closed incident in a few sentences.</summary>
    [EventAlias("incident_summarised")]
    public sealed record IncidentSummarised : IncidentEvent
    {
        /// <summary>The summary.</summary>
        public required string Text { get; init; }
    }

    /// <summary>A person left a note; it decides nothing.</summary>
    [EventAlias("comment_added")]
    public sealed record CommentAdded : IncidentEvent
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>The note, masked.</summary>
        public required string Text { get; init; }
    }
}

/// <summary>Whose doing a resolution was.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Resolution>))]
public enum Resolution
{
    /// <summary>The approved plan changed something and verification passed.</summary>
    Remediated,

    /// <summary>The symptoms went; nothing that the pipeline did can claim it.</summary>
    Recovered,

    /// <summary>A person closed it.</summary>
    ClosedByPerson,
}
