using Pipeline.Canonical;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Events;

public abstract partial record IncidentEvent
{
    /// <summary>The executor rehearsed the plan.</summary>
    [EventAlias("plan_preflighted")]
    public sealed record PlanPreflighted : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>One finding or more for each step.</summary>
        public required IReadOnlyList<PreflightFinding> Findings { get; init; }
    }

    /// <summary>The policy spoke; all that it looked at is kept, so that another policy can be asked the same later.</summary>
    [EventAlias("policy_evaluated")]
    public sealed record PolicyEvaluated : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Verdict, rule, the policy's hash and the full input.</summary>
        public required PolicyDecision Decision { get; init; }
    }

    /// <summary>People are asked.</summary>
    [EventAlias("approval_requested")]
    public sealed record ApprovalRequested : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>How many people must agree.</summary>
        public required int RequiredApprovals { get; init; }

        /// <summary>After this nobody can approve it any more.</summary>
        public required DateTimeOffset ExpiresAt { get; init; }
    }

    /// <summary>One person agreed, and more are needed or this was the last one.</summary>
    [EventAlias("approval_given")]
    public sealed record ApprovalGiven : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Over what: "cli", "http", "web".</summary>
        public required string Channel { get; init; }

        /// <summary>What they said, masked; null for nothing.</summary>
        public string? Comment { get; init; }
    }

    /// <summary>The plan may run: enough people agreed, or the policy lets it run by itself.</summary>
    [EventAlias("remediation_approved")]
    public sealed record RemediationApproved : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Who agreed; empty when the policy decided.</summary>
        public required IReadOnlyList<Actor> By { get; init; }

        /// <summary>True when the policy decided alone.</summary>
        public required bool Automatic { get; init; }
    }

    /// <summary>The plan may not run.</summary>
    [EventAlias("remediation_rejected")]
    public sealed record RemediationRejected : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Who said so: a person, or the approver by its policy.</summary>
        public required Actor By { get; init; }

        /// <summary>Why, masked.</summary>
        public required string Reason { get; init; }

        /// <summary>Over what: "cli", "http", "web", "policy".</summary>
        public required string Channel { get; init; }
    }

    /// <summary>Nobody answered in time.</summary>
    [EventAlias("approval_expired")]
    public sealed record ApprovalExpired : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }
    }

    /// <summary>The plan is off the table before it ran: the symptom went, or another analysis begins.</summary>
    [EventAlias("plan_withdrawn")]
    public sealed record PlanWithdrawn : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Why.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>The world is not any more as the plan took it to be.</summary>
    [EventAlias("plan_stale")]
    public sealed record PlanStale : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>The preconditions that do not hold, each with what was found, in words.</summary>
        public required IReadOnlyList<string> Failed { get; init; }
    }
}
