using Pipeline.Contracts.Models;

namespace Pipeline.IncidentStore.Models;

/// <summary>What is fitted, since when, on how much, and how well it does.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Partitions">By partition.</param>
/// <param name="Outcomes">How the incidents ended that metrics opened.</param>
public sealed record ModelInfo(string Cluster, IReadOnlyList<FittedPartition> Partitions, ModelOutcomes Outcomes);

/// <summary>One partition.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Since">When the first of it was learned.</param>
/// <param name="UpdatedAt">When this was written.</param>
/// <param name="Model">What was learned.</param>
public sealed record FittedPartition(int Partition, DateTimeOffset Since, DateTimeOffset UpdatedAt, PartitionModel Model);

/// <summary>What became of the incidents that metrics opened within a time: people's own words on how well the detector does.</summary>
/// <param name="Days">The time, in days.</param>
/// <param name="Opened">How many.</param>
/// <param name="Dismissed">Of those, called no incident by a person: false alarms.</param>
/// <param name="Withdrawn">Of those, gone by themselves before anything was done.</param>
/// <param name="Resolved">Of those, resolved.</param>
/// <param name="GoingOn">Of those, that go on.</param>
public sealed record ModelOutcomes(int Days, long Opened, long Dismissed, long Withdrawn, long Resolved, long GoingOn);
