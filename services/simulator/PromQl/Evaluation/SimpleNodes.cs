using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>A number computed from the time alone or from other numbers.</summary>
internal sealed class ComputedScalar(Func<long, double> compute) : ScalarNode
{
    public override double At(long time) => compute(time);
}

/// <summary>The value of a vector of one element, else NaN.</summary>
internal sealed class ScalarOfVector(VectorNode inner) : ScalarNode
{
    public override double At(long time) => inner.At(time) is [var only] ? only.Value : double.NaN;
}

/// <summary>A number as a vector.</summary>
internal sealed class VectorOfScalar(ScalarNode inner) : VectorNode
{
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        _output.Add(new VectorSample(LabelSet.Empty, inner.At(time)));
        return _output;
    }
}

/// <summary>Remembers what becomes of labels, so that each set is changed once and not at every step.</summary>
internal sealed class LabelChange(Func<LabelSet, LabelSet> change)
{
    private readonly Dictionary<LabelSet, LabelSet> _known = [];

    /// <summary>Takes the metric's name away: what a value computed from a metric no longer is.</summary>
    public static LabelChange DropName() => new(labels => labels.Without(LabelSet.MetricName));

    public LabelSet Of(LabelSet labels) =>
        _known.TryGetValue(labels, out var changed) ? changed : _known[labels] = change(labels);
}

/// <summary>Refuses vectors in which two elements have the same labels.</summary>
internal sealed class DistinctLabels
{
    private readonly HashSet<LabelSet> _seen = [];

    public List<VectorSample> Check(List<VectorSample> elements)
    {
        _seen.Clear();
        foreach (var element in elements)
        {
            if (!_seen.Add(element.Labels))
                throw new QueryException(QueryFailure.Execution, "vector cannot contain metrics with the same labelset");
        }
        return elements;
    }
}

/// <summary>Changes the value of each element, or leaves elements out by giving null; the metric's name goes.</summary>
internal sealed class MappedVector(VectorNode inner, Func<long, Func<double, double?>> map) : VectorNode
{
    private readonly List<VectorSample> _output = [];
    private readonly LabelChange _labels = LabelChange.DropName();
    private readonly DistinctLabels _distinct = new();

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        var change = map(time);
        foreach (var element in inner.At(time))
        {
            if (change(element.Value) is { } value)
                _output.Add(new VectorSample(_labels.Of(element.Labels), value));
        }
        return _distinct.Check(_output);
    }
}

/// <summary>Changes the labels of each element.</summary>
internal sealed class RelabelledVector(VectorNode inner, Func<LabelSet, LabelSet> change) : VectorNode
{
    private readonly List<VectorSample> _output = [];
    private readonly LabelChange _labels = new(change);
    private readonly DistinctLabels _distinct = new();

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        foreach (var element in inner.At(time))
            _output.Add(element with { Labels = _labels.Of(element.Labels) });
        return _distinct.Check(_output);
    }
}

/// <summary>The elements in the order of their values, NaN last.</summary>
internal sealed class SortedVector(VectorNode inner, bool descending) : VectorNode
{
    public override List<VectorSample> At(long time)
    {
        var elements = inner.At(time);
        return
        [
            .. descending
                ? elements.OrderBy(e => double.IsNaN(e.Value)).ThenByDescending(e => e.Value)
                : elements.OrderBy(e => double.IsNaN(e.Value)).ThenBy(e => e.Value),
        ];
    }
}

/// <summary>1 when something is empty, else nothing.</summary>
/// <param name="isThere">Whether there is anything at a time.</param>
/// <param name="labels">What the selector asked for.</param>
internal sealed class AbsentVector(Func<long, bool> isThere, LabelSet labels) : VectorNode
{
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        if (!isThere(time))
            _output.Add(new VectorSample(labels, 1));
        return _output;
    }
}
