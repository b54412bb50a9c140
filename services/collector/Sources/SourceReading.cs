using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Sources;

/// <summary>What a source gave for a stretch of time.</summary>
/// <param name="UpTo">Everything up to here is in; after the asked start, and not behind the asked end.</param>
/// <param name="Windows">A series at most once; labels not yet masked.</param>
/// <param name="Missing">What was expected and did not come; texts not yet masked.</param>
public sealed record SourceReading(
    DateTimeOffset UpTo, IReadOnlyList<MetricWindow> Windows, IReadOnlyList<MissingData> Missing);
