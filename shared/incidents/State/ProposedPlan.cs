using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.State;

/// <summary>A plan on its way to execution, with what was said of it so far.</summary>
/// <param name="Plan">The document.</param>
/// <param name="Hash">Its hash, as stored.</param>
public sealed record ProposedPlan(RemediationPlan Plan, string Hash)
{
    /// <summary>What the rehearsal found; empty before it.</summary>
    public IReadOnlyList<PreflightFinding> Findings { get; init; } = [];

    /// <summary>What the policy said; null before it spoke.</summary>
    public PolicyDecision? Decision { get; init; }
}
