using Pipeline.Contracts;
using Pipeline.Contracts.Timelines;

namespace Pipeline.IncidentStore.Timelines;

/// <summary>Which part of the timeline.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Since">What lasted until then, or later.</param>
/// <param name="Until">What began before or then.</param>
public sealed record TimelineQuery(string Cluster, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>Only what happened to things that this one answers for; null for all.</summary>
    public EntityRef? Owner { get; init; }

    /// <summary>Only this namespace and what has none; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only these kinds; empty for all.</summary>
    public IReadOnlyList<TimelineKind> Kinds { get; init; } = [];

    /// <summary>The newest so many; 500 by default.</summary>
    public int Limit { get; init; } = 500;
}
