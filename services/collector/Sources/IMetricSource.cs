namespace Pipeline.Collector.Sources;

/// <summary>Something that metric windows come from.</summary>
/// <remarks>Used by one caller at a time. Every call throws <see cref="SourceUnavailableException"/> when nothing can be had at all.</remarks>
public interface IMetricSource : IDisposable
{
    /// <summary>Unique in the cluster: "prometheus", "csv:node.csv".</summary>
    string Name { get; }

    /// <summary>Wait between two looks for news; positive.</summary>
    TimeSpan Interval { get; }

    /// <summary>What there is by now.</summary>
    /// <param name="position">Everything up to here was sent before; null when nothing ever was.</param>
    Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken);

    /// <summary>The samples with <paramref name="after"/> &lt; time ≤ <paramref name="upTo"/>, or only the older ones of them.</summary>
    /// <param name="warmUp">The source may answer with a coarser step.</param>
    Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken);
}
