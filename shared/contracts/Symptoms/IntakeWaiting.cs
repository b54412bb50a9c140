namespace Pipeline.Contracts.Symptoms;

/// <summary>The cluster's intake holds reports that wait to be correlated. Consumed by the detector's correlation stage.</summary>
/// <remarks>A hint: the reports are rows of the intake table. Lost, doubled or late, it costs time only.</remarks>
public sealed record IntakeWaiting
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }
}
