namespace Pipeline.Detection.Streaming;

/// <summary>What successive values of a series mean.</summary>
public enum SeriesKind
{
    /// <summary>Each value stands for itself.</summary>
    Gauge,

    /// <summary>A count that only rises and begins anew with its process: its rate per second is watched.</summary>
    Counter,
}
