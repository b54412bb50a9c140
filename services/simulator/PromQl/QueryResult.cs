using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl;

/// <summary>What a query gives. Closed: the records nested here are all there are.</summary>
public abstract record QueryResult
{
    private QueryResult()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Scalar(Sample Sample) : QueryResult;

    /// <summary>A text.</summary>
    public sealed record Text(long Time, string Value) : QueryResult;

    /// <summary>One sample per series.</summary>
    public sealed record Vector(IReadOnlyList<Element> Elements) : QueryResult;

    /// <summary>Samples of series, ordered by labels.</summary>
    public sealed record Matrix(IReadOnlyList<SeriesSamples> Series) : QueryResult;

    /// <summary>A sample of a series.</summary>
    public readonly record struct Element(LabelSet Labels, Sample Sample);
}
