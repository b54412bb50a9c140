using Pipeline.Incidents.Plans;

namespace Pipeline.Approver.Policies;

/// <summary>One step of a plan as a policy sees it.</summary>
/// <param name="Action">Name in the catalogue.</param>
/// <param name="Kind">Kind of the target.</param>
/// <param name="Namespace">Namespace of the target; null for what has none.</param>
/// <param name="Name">Name of the target.</param>
/// <param name="Risk">How much can go wrong.</param>
/// <param name="ChangesCluster">Whether it changes anything in the cluster.</param>
public sealed record PolicyStep(string Action, string Kind, string? Namespace, string Name, RiskLevel Risk, bool ChangesCluster);
