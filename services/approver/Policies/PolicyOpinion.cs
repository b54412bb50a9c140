using Pipeline.Incidents.Approval;

namespace Pipeline.Approver.Policies;

/// <summary>What a policy says of a plan, before the mode is looked at.</summary>
/// <param name="Verdict">Automatic, approval or refuse.</param>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Approvals">How many people must agree; 0 unless it is approval.</param>
/// <param name="Because">Why, as a half sentence.</param>
public sealed record PolicyOpinion(PolicyVerdict Verdict, string Rule, int Approvals, string Because);
