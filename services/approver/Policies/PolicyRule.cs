using Pipeline.Incidents.Approval;

namespace Pipeline.Approver.Policies;

/// <summary>One rule of a policy.</summary>
/// <param name="Name">Unique in the policy; recorded with each decision.</param>
/// <param name="When">The steps that it is for.</param>
/// <param name="Then">Automatic, approval or refuse.</param>
/// <param name="Approvals">How many people must agree; 0 unless <paramref name="Then"/> is approval.</param>
public sealed record PolicyRule(string Name, PolicyCondition When, PolicyVerdict Then, int Approvals);
