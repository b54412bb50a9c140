namespace Pipeline.Simulator.History;

/// <summary>How much of the past is kept.</summary>
public sealed record HistoryOptions
{
    /// <summary>Time between two scrapes. 15 seconds by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long samples are kept. 3 hours by default.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Memory for series and samples, in bytes; beyond it the oldest samples go early. 1 GiB by default.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
