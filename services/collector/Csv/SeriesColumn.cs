using Pipeline.Collector.Sources;
using Pipeline.Contracts;

namespace Pipeline.Collector.Csv;

/// <summary>A column with values.</summary>
/// <param name="Index">Position in the record, from 0.</param>
/// <param name="Title">As in the file, for messages.</param>
/// <param name="Metric">What it measures.</param>
internal sealed record SeriesColumn(int Index, string Title, MetricDefinition Metric)
{
    /// <summary>Whose values these are; null when the row says it.</summary>
    public EntityRef? Entity { get; init; }

    /// <summary>How its cells are read.</summary>
    public CellReading Reading { get; init; }
}

/// <summary>How the cells of a column are read.</summary>
internal enum CellReading
{
    /// <summary>Numbers; anything else is an error.</summary>
    Number,

    /// <summary>Not known beforehand: its first value decides whether the column is text, and left out.</summary>
    NumberOrText,

    /// <summary>A pod's phase or reason: 0 for Running, Succeeded and Completed, else 1.</summary>
    PodStatus,
}
