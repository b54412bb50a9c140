using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>Turns expressions into nodes that compute them. Samples are read here, once, for all times at which a node will be asked.</summary>
/// <param name="source">Where samples come from.</param>
/// <param name="options">How queries are carried out.</param>
/// <param name="start">First time of the query; of "@ start()".</param>
/// <param name="end">Last time of the query; of "@ end()".</param>
/// <param name="cancellationToken">Ends the query as timed out.</param>
internal sealed partial class Planner(
    ISampleSource source, QueryEngineOptions options, long start, long end, CancellationToken cancellationToken)
{
    /// <summary>What the query may still cost.</summary>
    public Budget Budget { get; } = new(options.MaxSamples, cancellationToken);

    /// <summary>The text of an expression that gives one.</summary>
    public static string Text(Expression expression) => expression switch
    {
        Expression.Text text => text.Value,
        Expression.Parenthesized parenthesized => Text(parenthesized.Inner),
        _ => throw Unplanned(expression),
    };

    /// <summary>The node of an expression that gives a number.</summary>
    /// <param name="from">First time at which it will be asked.</param>
    /// <param name="to">Last time at which it will be asked.</param>
    public ScalarNode Scalar(Expression expression, long from, long to)
    {
        switch (expression)
        {
            case Expression.Number number:
                return new ComputedScalar(_ => number.Value);
            case Expression.Parenthesized parenthesized:
                return Scalar(parenthesized.Inner, from, to);
            case Expression.Unary unary:
                var inner = Scalar(unary.Inner, from, to);
                return unary.Negates ? new ComputedScalar(time => -inner.At(time)) : inner;
            case Expression.Binary binary:
                var (left, right) = (Scalar(binary.Left, from, to), Scalar(binary.Right, from, to));
                var apply = BinaryOperators.Arithmetic(binary.Operator);
                return new ComputedScalar(time => apply(left.At(time), right.At(time)));
            case Expression.FunctionCall call when call.Function.Name == "scalar":
                return new ScalarOfVector(Vector(call.Arguments[0], from, to));
            case Expression.FunctionCall call when call.Function.Name == "time":
                return new ComputedScalar(time => time / 1000.0);
            case Expression.FunctionCall call when call.Function.Name == "pi":
                return new ComputedScalar(_ => Math.PI);
            default:
                throw Unplanned(expression);
        }
    }

    /// <summary>The node of an expression that gives an instant vector.</summary>
    /// <param name="from">First time at which it will be asked.</param>
    /// <param name="to">Last time at which it will be asked.</param>
    public VectorNode Vector(Expression expression, long from, long to)
    {
        switch (expression)
        {
            case Expression.Parenthesized parenthesized:
                return Vector(parenthesized.Inner, from, to);
            case Expression.Selector selector:
                return Selected(selector, from, to, sample => sample.Value);
            case Expression.Unary unary:
                var inner = Vector(unary.Inner, from, to);
                return unary.Negates ? new MappedVector(inner, _ => value => -value) : inner;
            case Expression.Binary binary:
                return Binary(binary, from, to);
            case Expression.Aggregate aggregate:
                return Aggregate(aggregate, from, to);
            case Expression.FunctionCall call:
                return Call(call, from, to);
            default:
                throw Unplanned(expression);
        }
    }

    /// <summary>The node of an expression that gives a range vector.</summary>
    /// <param name="from">First time at which it will be asked.</param>
    /// <param name="to">Last time at which it will be asked.</param>
    public MatrixNode Matrix(Expression expression, long from, long to)
    {
        switch (expression)
        {
            case Expression.Parenthesized parenthesized:
                return Matrix(parenthesized.Inner, from, to);
            case Expression.RangeSelector range:
                var reference = Reference(range.Series.Shift);
                var series = Read(range.Series, reference(from) - range.Range, reference(to))
                    .Select(s => new WindowedMatrix.Cursor(s.Labels, [.. s.Samples.Where(p => !Staleness.IsMarker(p.Value))]))
                    .ToList();
                return new WindowedMatrix(() => series, reference, range.Range, Budget);
            case Expression.Subquery subquery:
                return Subquery(subquery, from, to);
            default:
                throw Unplanned(expression);
        }
    }

    private SelectedVector Selected(Expression.Selector selector, long from, long to, Func<Sample, double> value)
    {
        var lookback = (long)options.Lookback.TotalMilliseconds;
        var reference = Reference(selector.Shift);
        var series = Read(selector, reference(from) - lookback, reference(to))
            .Select(s => new SelectedVector.Cursor(s.Labels, [.. s.Samples]))
            .ToList();
        return new SelectedVector(series, reference, lookback, value);
    }

    private IEnumerable<SeriesSamples> Read(Expression.Selector selector, long from, long to)
    {
        foreach (var series in source.Read(selector.Matchers, from, to))
        {
            Budget.Spend(series.Samples.Count);
            yield return series;
        }
    }

    private WindowedMatrix Subquery(Expression.Subquery subquery, long from, long to)
    {
        var step = subquery.Step ?? (long)options.SubqueryStep.TotalMilliseconds;
        var reference = Reference(subquery.Shift);
        var earliest = reference(from) - subquery.Range;
        var first = earliest / step * step;
        first += first < earliest ? step : 0; // multiples of the step, as every subquery has them
        var last = reference(to);
        var inner = Vector(subquery.Inner, Math.Min(first, last), last);
        return new WindowedMatrix(() => Evaluated(inner, first, last, step), reference, subquery.Range, Budget);
    }

    private List<WindowedMatrix.Cursor> Evaluated(VectorNode inner, long first, long last, long step)
    {
        var series = new Dictionary<LabelSet, List<Sample>>();
        for (var time = first; time <= last; time += step)
        {
            var elements = inner.At(time);
            Budget.Spend(elements.Count);
            foreach (var element in elements)
            {
                if (!series.TryGetValue(element.Labels, out var samples))
                    series[element.Labels] = samples = [];
                samples.Add(new Sample(time, element.Value));
            }
        }
        return [.. series.Select(s => new WindowedMatrix.Cursor(s.Key, [.. s.Value]))];
    }

    private VectorNode Binary(Expression.Binary binary, long from, long to)
    {
        var (left, right) = (binary.Left.Type, binary.Right.Type);
        if (left == ResultType.Scalar)
            return new VectorWithScalar(Vector(binary.Right, from, to), Scalar(binary.Left, from, to), binary.Operator, true, binary.ReturnsBool);
        if (right == ResultType.Scalar)
            return new VectorWithScalar(Vector(binary.Left, from, to), Scalar(binary.Right, from, to), binary.Operator, false, binary.ReturnsBool);
        var (ours, theirs) = (Vector(binary.Left, from, to), Vector(binary.Right, from, to));
        return Operators.IsSet(binary.Operator)
            ? new SetOperation(ours, theirs, binary.Operator, binary.Matching)
            : new MatchedVectors(ours, theirs, binary);
    }

    private VectorNode Aggregate(Expression.Aggregate aggregate, long from, long to)
    {
        var inner = Vector(aggregate.Inner, from, to);
        string[] labels = aggregate.Without ? [.. aggregate.Grouping, LabelSet.MetricName] : [.. aggregate.Grouping];
        Func<LabelSet, LabelSet> key = aggregate.Without ? set => set.Without(labels) : set => set.Only(labels);
        if (GroupTotals.Find(aggregate.Operator) is { } total)
            return new Aggregation(inner, key, _ => total());
        if (aggregate.Operator == "count_values")
        {
            var label = Text(aggregate.Parameter!);
            return LabelFunctions.IsLabelName(label)
                ? new CountedValues(inner, label, key)
                : throw new QueryException(QueryFailure.Execution, $"invalid label name {GoString.Quote(label)}");
        }
        var parameter = Scalar(aggregate.Parameter!, from, to);
        return aggregate.Operator == "quantile"
            ? new Aggregation(inner, key, time => GroupTotals.Quantile(parameter.At(time)))
            : new TopElements(inner, parameter, key, aggregate.Operator == "topk");
    }

    /// <summary>The time that a selector looks at, for a time of evaluation.</summary>
    private Func<long, long> Reference(TimeShift shift)
    {
        var offset = shift.Offset ?? 0;
        var at = shift.Anchor switch
        {
            TimeAnchor.Start => start,
            TimeAnchor.End => end,
            _ => shift.At,
        };
        return at is { } moment ? _ => moment - offset : time => time - offset;
    }

    private static InvalidOperationException Unplanned(Expression expression) =>
        new($"an expression of type {expression.Type} was checked and cannot be planned: {expression.GetType().Name}");
}
