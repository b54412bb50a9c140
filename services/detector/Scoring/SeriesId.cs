namespace Pipeline.Detector.Scoring;

/// <summary>A series of a partition: two sources may have series of the same name.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Key">Identity within the source, see <see cref="Contracts.Metrics.MetricWindow.SeriesKey"/>.</param>
public readonly record struct SeriesId(string Source, string Key);
