using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Queries;

/// <summary>Makes metric windows of a query's answer.</summary>
internal static class WindowBuilder
{
    /// <param name="answer">Of a range query with <paramref name="range"/>'s points.</param>
    /// <returns>A window per series that has a finite sample; series whose labels name no entity are left out.</returns>
    public static IEnumerable<MetricWindow> Build(string cluster, QueryDefinition query, QueryRange range, QueryAnswer answer)
    {
        foreach (var series in answer.Series)
        {
            if (query.Entity.Resolve(cluster, series.Labels) is { } entity && Build(entity, query, range, series) is { } window)
                yield return window;
        }
    }

    /// <remarks>Samples go where their time says; NaN and infinities are no data.</remarks>
    private static MetricWindow? Build(EntityRef entity, QueryDefinition query, QueryRange range, LabelledSeries series)
    {
        var finite = series.Samples.Where(s => double.IsFinite(s.Value)).ToList();
        if (finite.Count == 0)
            return null;
        var start = finite[0].Time;
        var samples = new double?[((finite[^1].Time - start).Ticks / range.Step.Ticks) + 1];
        foreach (var sample in finite)
            samples[(sample.Time - start).Ticks / range.Step.Ticks] = sample.Value;
        return new MetricWindow
        {
            Entity = entity,
            Metric = query.Metric,
            Unit = query.Unit,
            Signal = query.Signal,
            Labels = query.Labels.Where(series.Labels.ContainsKey).ToDictionary(name => name, name => series.Labels[name], StringComparer.Ordinal),
            Start = start,
            Step = range.Step,
            Samples = samples,
        };
    }
}
