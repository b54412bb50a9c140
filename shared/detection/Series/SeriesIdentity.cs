using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Detection.Series;

/// <summary>What a series is of, and where it comes from: the part of its state that does not change with its samples.</summary>
public sealed record SeriesIdentity
{
    /// <summary>Identity of the series, see <see cref="MetricWindow.SeriesKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>What it measures.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>Kebab-case name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>UCUM unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Golden signal.</summary>
    public required Signal Signal { get; init; }

    /// <summary>Labels, masked.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Which clock its times are on.</summary>
    public required SourceClock Clock { get; init; }

    /// <summary>The identity of a window's series.</summary>
    public static SeriesIdentity Of(MetricWindow window, string source, SourceClock clock) => new()
    {
        Key = window.SeriesKey(),
        Entity = window.Entity,
        Metric = window.Metric,
        Unit = window.Unit,
        Signal = window.Signal,
        Labels = window.Labels,
        Source = source,
        Clock = clock,
    };
}
