using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>An operator between the elements of two vectors that find each other by labels.</summary>
internal sealed class MatchedVectors : VectorNode
{
    private readonly VectorNode _left;
    private readonly VectorNode _right;
    private readonly VectorMatching _matching;
    private readonly bool _swapped;
    private readonly bool _returnsBool;
    private readonly bool _filters;
    private readonly Func<double, double, double> _apply;
    private readonly LabelChange _signatures;
    private readonly Func<LabelSet, LabelSet, LabelSet> _result;
    private readonly Dictionary<(LabelSet Many, LabelSet One), LabelSet> _results = [];
    private readonly Dictionary<LabelSet, VectorSample> _ones = [];
    private readonly HashSet<(LabelSet Signature, LabelSet Result)> _given = [];
    private readonly HashSet<LabelSet> _matched = [];
    private readonly DistinctLabels _distinct = new();
    private readonly List<VectorSample> _output = [];

    public MatchedVectors(VectorNode left, VectorNode right, Expression.Binary binary)
    {
        (_left, _right, _matching, _returnsBool) = (left, right, binary.Matching, binary.ReturnsBool);
        _swapped = _matching.Grouping == MatchGrouping.OneToMany;
        _filters = Operators.IsComparison(binary.Operator) && !_returnsBool;
        _apply = BinaryOperators.Arithmetic(binary.Operator);
        _signatures = new LabelChange(Signature(_matching));
        _result = (many, one) => ResultLabels(many, one, dropsName: !_filters && !Operators.KeepsName(binary.Operator));
    }

    /// <summary>The labels by which two elements find each other.</summary>
    public static Func<LabelSet, LabelSet> Signature(VectorMatching matching)
    {
        string[] labels = matching.IsOn ? [.. matching.Labels] : [.. matching.Labels, LabelSet.MetricName];
        return matching.IsOn ? set => set.Only(labels) : set => set.Without(labels);
    }

    public override List<VectorSample> At(long time)
    {
        var left = _left.At(time);
        var right = _right.At(time);
        var (many, one) = _swapped ? (right, left) : (left, right);
        _output.Clear();
        if (left.Count == 0 || right.Count == 0)
            return _output; // before many-to-many is looked for, as Prometheus does
        CollectOnes(one);
        _given.Clear();
        _matched.Clear();
        foreach (var element in many)
        {
            var signature = _signatures.Of(element.Labels);
            if (_ones.TryGetValue(signature, out var partner))
                Combine(element, partner, signature);
        }
        return _distinct.Check(_output);
    }

    private void CollectOnes(List<VectorSample> one)
    {
        _ones.Clear();
        foreach (var element in one)
        {
            var signature = _signatures.Of(element.Labels);
            if (_ones.TryAdd(signature, element))
                continue;
            var group = _matching.IsOn ? signature : signature.Without(LabelSet.MetricName);
            throw new QueryException(
                QueryFailure.Execution,
                $"found duplicate series for the match group {group} on the {(_swapped ? "left" : "right")} hand-side of the operation: " +
                $"[{element.Labels}, {_ones[signature].Labels}]" +
                ";many-to-many matching not allowed: matching labels must be unique on one side");
        }
    }

    private void Combine(VectorSample many, VectorSample one, LabelSet signature)
    {
        var (left, right) = _swapped ? (one.Value, many.Value) : (many.Value, one.Value);
        var value = _apply(left, right);
        if (_filters && value == 0)
            return;
        var labels = Result(many.Labels, one.Labels);
        if (_matching.Grouping == MatchGrouping.OneToOne)
        {
            if (!_matched.Add(signature))
            {
                throw new QueryException(
                    QueryFailure.Execution, "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
            }
        }
        else if (!_given.Add((signature, labels)))
            throw new QueryException(QueryFailure.Execution, "multiple matches for labels: grouping labels must ensure unique matches");
        _output.Add(new VectorSample(labels, _filters ? left : value));
    }

    private LabelSet Result(LabelSet many, LabelSet one) =>
        _results.TryGetValue((many, one), out var known) ? known : _results[(many, one)] = _result(many, one);

    private LabelSet ResultLabels(LabelSet many, LabelSet one, bool dropsName)
    {
        var labels = dropsName ? many.Without(LabelSet.MetricName) : many;
        if (_matching.Grouping == MatchGrouping.OneToOne)
            return _matching.IsOn ? labels.Only([.. _matching.Labels]) : labels.Without([.. _matching.Labels]);
        foreach (var name in _matching.Include)
            labels = labels.With(name, one[name]);
        return labels;
    }
}
