using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>How often each value occurs in each group; the value becomes a label.</summary>
internal sealed class CountedValues(VectorNode inner, string label, Func<LabelSet, LabelSet> key) : VectorNode
{
    private readonly LabelChange _keys = new(key);
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        var counts = inner.At(time)
            .GroupBy(e => _keys.Of(e.Labels).With(label, NumberText.Write(e.Value, alwaysPositional: true)))
            .Select(group => new VectorSample(group.Key, group.Count()));
        _output.AddRange(counts);
        return _output;
    }
}
