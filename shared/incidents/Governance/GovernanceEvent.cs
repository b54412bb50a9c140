using Pipeline.Canonical;

namespace Pipeline.Incidents.Governance;

/// <summary>A change of what the pipeline may do in a cluster; each kind has a stream of its own.</summary>
public abstract record GovernanceEvent
{
    private GovernanceEvent()
    {
    }

    /// <summary>When it took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A policy's text is in force from here on.</summary>
    [EventAlias("policy_activated")]
    public sealed record PolicyActivated : GovernanceEvent
    {
        /// <summary>SHA-256 of the text, lower-case hex: what decisions refer to.</summary>
        public required string PolicyHash { get; init; }

        /// <summary>The whole text, at most 64 KB.</summary>
        public required string Text { get; init; }

        /// <summary>Where it came from: "built-in", or the file's name.</summary>
        public required string Origin { get; init; }
    }

    /// <summary>The mode of a cluster is this from here on.</summary>
    [EventAlias("mode_changed")]
    public sealed record ModeChanged : GovernanceEvent
    {
        /// <summary>"observe", "manual", "automatic".</summary>
        public required string Mode { get; init; }
    }

    /// <summary>Symptoms of a scope open no incident from here on.</summary>
    [EventAlias("suppression_started")]
    public sealed record SuppressionStarted : GovernanceEvent
    {
        /// <summary>Which suppression it is.</summary>
        public required Guid SuppressionId { get; init; }

        /// <summary>Which symptoms.</summary>
        public required SuppressionScope Scope { get; init; }

        /// <summary>Why; masked.</summary>
        public required string Reason { get; init; }

        /// <summary>Who said so.</summary>
        public required Actor By { get; init; }

        /// <summary>When it ends by itself.</summary>
        public required DateTimeOffset Until { get; init; }

        /// <summary>Whether it also ends with the first symptom in its scope that is over.</summary>
        public required bool UntilClear { get; init; }
    }

    /// <summary>A suppression ended before its time.</summary>
    [EventAlias("suppression_ended")]
    public sealed record SuppressionEnded : GovernanceEvent
    {
        /// <summary>Which one.</summary>
        public required Guid SuppressionId { get; init; }

        /// <summary>Why; masked.</summary>
        public required string Reason { get; init; }

        /// <summary>Who ended it.</summary>
        public required Actor By { get; init; }
    }
}
