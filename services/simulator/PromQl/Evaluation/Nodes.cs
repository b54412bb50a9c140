using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>A part of a planned query that gives a number.</summary>
internal abstract class ScalarNode
{
    /// <summary>Its value at a time.</summary>
    public abstract double At(long time);
}

/// <summary>A part of a planned query that gives a vector.</summary>
internal abstract class VectorNode
{
    /// <summary>Its elements at a time; the list is the node's own, and good until the next call.</summary>
    public abstract List<VectorSample> At(long time);
}

/// <summary>A part of a planned query that gives samples of a while.</summary>
internal abstract class MatrixNode
{
    /// <summary>Its windows at a time, none of them empty; the list is the node's own, and good until the next call.</summary>
    public abstract List<Window> At(long time);
}

/// <summary>An element of a vector.</summary>
internal readonly record struct VectorSample(LabelSet Labels, double Value);

/// <summary>The samples of one series in a while.</summary>
/// <param name="Start">Where the while begins.</param>
/// <param name="End">Where it ends; both included.</param>
internal readonly record struct Window(LabelSet Labels, ReadOnlyMemory<Sample> Samples, long Start, long End);
