
namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>A function of each window of a range vector.</summary>
/// <param name="function">For a time of evaluation, what a window gives; null for nothing.</param>
/// <param name="keepsName">Whether the result is still the metric.</param>
internal sealed class MatrixFunction(MatrixNode inner, Func<long, Func<Window, double?>> function, bool keepsName) : VectorNode
{
    private readonly List<VectorSample> _output = [];
    private readonly LabelChange _labels = keepsName ? new LabelChange(labels => labels) : LabelChange.DropName();
    private readonly DistinctLabels _distinct = new();

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        var apply = function(time);
        foreach (var window in inner.At(time))
        {
            if (apply(window) is { } value)
                _output.Add(new VectorSample(_labels.Of(window.Labels), value));
        }
        return _distinct.Check(_output);
    }
}
