using Pipeline.Collector.Sources;
using Pipeline.Contracts;

namespace Pipeline.Collector.Csv;

/// <summary>One value of one series.</summary>
/// <param name="Time">As in the file, not yet on the grid.</param>
/// <param name="Value">Finite, in the metric's unit.</param>
internal readonly record struct CsvPoint(CsvSeries Series, DateTimeOffset Time, double Value);

/// <summary>One metric of one entity in a file.</summary>
/// <param name="Container">Container of a pod; null when the file does not tell them apart.</param>
internal sealed record CsvSeries(EntityRef Entity, MetricDefinition Metric, string? Container);

/// <summary>What one good row gave.</summary>
/// <param name="Time">When.</param>
/// <param name="Subject">Whose row it is: rows of one subject follow each other at the file's step.</param>
/// <param name="Points">Empty when every cell was.</param>
internal sealed record CsvRow(DateTimeOffset Time, string Subject, IReadOnlyList<CsvPoint> Points);
