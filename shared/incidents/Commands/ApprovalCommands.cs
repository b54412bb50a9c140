using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Commands;

public abstract partial record IncidentCommand
{
    /// <summary>Record the rehearsal of a plan.</summary>
    public sealed record RecordPreflight : IncidentCommand
    {
        /// <summary>The plan that was rehearsed.</summary>
        public required string PlanHash { get; init; }

        /// <summary>At least one finding for each step.</summary>
        public required IReadOnlyList<PreflightFinding> Findings { get; init; }
    }

    /// <summary>Apply the policy's word to a preflighted plan.</summary>
    public sealed record ApplyPolicy : IncidentCommand
    {
        /// <summary>The plan that the policy looked at.</summary>
        public required string PlanHash { get; init; }

        /// <summary>What the policy said.</summary>
        public required PolicyDecision Decision { get; init; }

        /// <summary>How long people may take to answer.</summary>
        public required TimeSpan ApprovalWindow { get; init; }
    }

    /// <summary>A person agrees to a plan.</summary>
    public sealed record Approve : IncidentCommand
    {
        /// <summary>The hash of the plan that the person saw.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Over what: "cli", "http", "web".</summary>
        public required string Channel { get; init; }

        /// <summary>What they said, masked.</summary>
        public string? Comment { get; init; }
    }

    /// <summary>A person says no to a plan.</summary>
    public sealed record Reject : IncidentCommand
    {
        /// <summary>The hash of the plan that the person saw.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Over what: "cli", "http", "web".</summary>
        public required string Channel { get; init; }

        /// <summary>Why, masked; not empty.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>Close the door when nobody answered in time; a no-op before that.</summary>
    public sealed record ExpireApproval : IncidentCommand;
}
