using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>Samples that a test writes down.</summary>
internal sealed class SomeSamples(params IReadOnlyList<SeriesSamples> series) : ISampleSource
{
    /// <summary>A series with one value each minute from 0 on; NaN is the end of it.</summary>
    public static SeriesSamples EachMinute(LabelSet labels, params IReadOnlyList<double> values) =>
        new(labels, [.. values.Select((v, i) => new Sample(i * 60_000, double.IsNaN(v) ? Staleness.Marker : v))]);

    public IEnumerable<SeriesSamples> Read(IReadOnlyList<LabelMatcher> matchers, long since, long until) => series
        .Where(s => matchers.All(m => m.Accepts(s.Labels)))
        .Select(s => s with { Samples = [.. s.Samples.Where(p => p.Time >= since && p.Time <= until)] })
        .Where(s => s.Samples.Count > 0);
}
