using Pipeline.Canonical;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Events;

public abstract partial record IncidentEvent
{
    /// <summary>A replica took the analysis on; others leave it alone until the deadline.</summary>
    [EventAlias("analysis_started")]
    public sealed record AnalysisStarted : IncidentEvent
    {
        /// <summary>Which analysis it is, from 1.</summary>
        public required int Attempt { get; init; }

        /// <summary>After this, another replica may begin the next attempt.</summary>
        public required DateTimeOffset Deadline { get; init; }
    }

    /// <summary>A fact was gathered.</summary>
    [EventAlias("evidence_gathered")]
    public sealed record EvidenceGathered : IncidentEvent
    {
        /// <summary>The fact, masked.</summary>
        public required Evidence Evidence { get; init; }
    }

    /// <summary>A possible cause was put forward.</summary>
    [EventAlias("hypothesis_proposed")]
    public sealed record HypothesisProposed : IncidentEvent
    {
        /// <summary>The hypothesis with its evidence.</summary>
        public required Hypothesis Hypothesis { get; init; }
    }

    /// <summary>A possible cause was ruled out; it stays in the stream.</summary>
    [EventAlias("hypothesis_refuted")]
    public sealed record HypothesisRefuted : IncidentEvent
    {
        /// <summary>The hypothesis' id.</summary>
        public required string HypothesisId { get; init; }

        /// <summary>Why, in words.</summary>
        public required string Reason { get; init; }

        /// <summary>Ids of the evidence that refuted it.</summary>
        public required IReadOnlyList<string> EvidenceIds { get; init; }
    }

    /// <summary>The analysis came to an end.</summary>
    [EventAlias("analysis_completed")]
    public sealed record AnalysisCompleted : IncidentEvent
    {
        /// <summary>Which analysis.</summary>
        public required int Attempt { get; init; }

        /// <summary>The leading hypothesis; null when none stands out.</summary>
        public string? HypothesisId { get; init; }

        /// <summary>What may be said of it.</summary>
        public required Certainty Certainty { get; init; }

        /// <summary>The conclusion as a person reads it.</summary>
        public required string Conclusion { get; init; }

        /// <summary>What is not known and would have mattered.</summary>
        public IReadOnlyList<string> Missing { get; init; } = [];
    }

    /// <summary>The analysis could not be done.</summary>
    [EventAlias("analysis_failed")]
    public sealed record AnalysisFailed : IncidentEvent
    {
        /// <summary>Which analysis.</summary>
        public required int Attempt { get; init; }

        /// <summary>What went wrong.</summary>
        public required string Reason { get; init; }

        /// <summary>When the next attempt may begin.</summary>
        public required DateTimeOffset RetryAt { get; init; }
    }

    /// <summary>A plan is on the table.</summary>
    [EventAlias("remediation_proposed")]
    public sealed record RemediationProposed : IncidentEvent
    {
        /// <summary>The whole plan.</summary>
        public required RemediationPlan Plan { get; init; }

        /// <summary>Its hash: what an approval is for.</summary>
        public required string PlanHash { get; init; }
    }
}
