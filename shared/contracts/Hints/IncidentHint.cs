namespace Pipeline.Contracts.Hints;

/// <summary>"Look at this incident, it is your turn." What to do stands in the incident's stream.</summary>
/// <remarks>At least once, in no order; a stale hint is a no-op. Lost ones are sent again by the recovery sweep.</remarks>
public abstract record IncidentHint
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The incident, which is also its stream.</summary>
    public required Guid IncidentId { get; init; }
}
