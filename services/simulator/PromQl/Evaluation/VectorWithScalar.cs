using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>An operator between each element of a vector and a number. A comparison keeps elements, with bool it gives 1 or 0.</summary>
/// <param name="scalarIsLeft">Whether the number stands on the left; a comparison keeps the vector's value in either case.</param>
internal sealed class VectorWithScalar(VectorNode vector, ScalarNode scalar, string op, bool scalarIsLeft, bool returnsBool) : VectorNode
{
    private readonly bool _filters = Operators.IsComparison(op) && !returnsBool;
    private readonly Func<double, double, double> _apply = BinaryOperators.Arithmetic(op);
    private readonly LabelChange _labels = Operators.KeepsName(op) ? new LabelChange(labels => labels) : LabelChange.DropName();
    private readonly DistinctLabels _distinct = new();
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        var number = scalar.At(time);
        foreach (var element in vector.At(time))
        {
            var value = scalarIsLeft ? _apply(number, element.Value) : _apply(element.Value, number);
            if (!_filters)
                _output.Add(new VectorSample(_labels.Of(element.Labels), value));
            else if (value != 0)
                _output.Add(element);
        }
        return _filters ? _output : _distinct.Check(_output);
    }
}
