using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Evaluation;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl;

/// <summary>Answers queries as Prometheus 2 does. Pure: time comes with the query, samples from the source.</summary>
/// <remarks>
/// Understood is the language of Prometheus 2.42 without native histograms. A query is planned first: every part of it learns in which times it will be
/// asked and reads its samples once; then each step is computed. Labels of results are computed once per series, not per step.
/// </remarks>
public sealed class QueryEngine(ISampleSource source, QueryEngineOptions options)
{
    /// <summary>The value of an expression at one time.</summary>
    /// <exception cref="SyntaxException">It is no expression.</exception>
    /// <exception cref="QueryException">It cannot be carried out.</exception>
    public QueryResult Instant(string query, long time, CancellationToken cancellationToken)
    {
        var expression = Parser.Parse(query);
        var planner = new Planner(source, options, time, time, cancellationToken);
        return expression.Type switch
        {
            ResultType.Scalar => new QueryResult.Scalar(new Sample(time, planner.Scalar(expression, time, time).At(time))),
            ResultType.Text => new QueryResult.Text(time, Planner.Text(expression)),
            ResultType.Matrix => new QueryResult.Matrix(
                [.. planner.Matrix(expression, time, time).At(time).Select(w => new SeriesSamples(w.Labels, w.Samples.ToArray())).OrderBy(s => s.Labels)]),
            _ => new QueryResult.Vector(
                [.. planner.Vector(expression, time, time).At(time).Select(s => new QueryResult.Element(s.Labels, new Sample(time, s.Value)))]),
        };
    }

    /// <summary>The values of an expression at start, start + step, … not after the end.</summary>
    /// <exception cref="SyntaxException">It is no expression.</exception>
    /// <exception cref="QueryException">It cannot be carried out, or gives what has no value at a time.</exception>
    public QueryResult.Matrix Range(string query, long start, long end, long step, CancellationToken cancellationToken)
    {
        var expression = Parser.Parse(query);
        if (expression.Type is not (ResultType.Scalar or ResultType.Vector))
        {
            throw new QueryException(
                QueryFailure.BadData,
                $"invalid expression type {GoString.Quote(expression.Type.Documented())} for range query, must be Scalar or instant Vector");
        }
        var last = start + ((end - start) / step * step);
        var planner = new Planner(source, options, start, end, cancellationToken);
        var vector = expression.Type == ResultType.Vector ? planner.Vector(expression, start, last) : null;
        var scalar = vector is null ? planner.Scalar(expression, start, last) : null;
        var series = new Dictionary<LabelSet, List<Sample>>();
        for (var time = start; time <= last; time += step)
        {
            planner.Budget.Spend(0);
            if (scalar is not null)
                Add(series, LabelSet.Empty, new Sample(time, scalar.At(time)));
            else
            {
                var elements = vector!.At(time);
                planner.Budget.Spend(elements.Count);
                foreach (var element in elements)
                    Add(series, element.Labels, new Sample(time, element.Value));
            }
        }
        return new QueryResult.Matrix([.. series.OrderBy(s => s.Key).Select(s => new SeriesSamples(s.Key, s.Value))]);
    }

    private static void Add(Dictionary<LabelSet, List<Sample>> series, LabelSet labels, Sample sample)
    {
        if (!series.TryGetValue(labels, out var samples))
            series[labels] = samples = [];
        samples.Add(sample);
    }
}
