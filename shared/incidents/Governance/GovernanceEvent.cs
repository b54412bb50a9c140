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
}
