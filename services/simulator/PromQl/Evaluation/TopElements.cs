using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>The k elements of each group with the largest or smallest values, NaN only when there are no others.</summary>
internal sealed class TopElements(VectorNode inner, ScalarNode k, Func<LabelSet, LabelSet> key, bool largest) : VectorNode
{
    private readonly LabelChange _keys = new(key);

    public override List<VectorSample> At(long time)
    {
        var wanted = k.At(time);
        if (double.IsNaN(wanted) || Math.Abs(wanted) >= long.MaxValue)
            throw new QueryException(QueryFailure.Execution, $"Scalar value {Syntax.NumberText.Write(wanted)} overflows int64");
        var count = (int)Math.Clamp(wanted, 0, int.MaxValue);
        return
        [
            .. inner.At(time)
                .GroupBy(e => _keys.Of(e.Labels))
                .SelectMany(group => Ordered(group).Take(count)),
        ];
    }

    private IOrderedEnumerable<VectorSample> Ordered(IEnumerable<VectorSample> group)
    {
        var numbersFirst = group.OrderBy(e => double.IsNaN(e.Value));
        return largest ? numbersFirst.ThenByDescending(e => e.Value) : numbersFirst.ThenBy(e => e.Value);
    }
}
