using System.Globalization;
using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>The φ-quantile of histograms given as cumulative buckets with the label "le".</summary>
internal sealed class HistogramQuantile(ScalarNode quantile, VectorNode inner) : VectorNode
{
    private const string Bound = "le";
    private readonly List<VectorSample> _output = [];
    private readonly Dictionary<LabelSet, Histogram> _histograms = [];
    private readonly LabelChange _labels = new(labels => labels.Without(LabelSet.MetricName, Bound));
    private readonly Dictionary<LabelSet, double?> _bounds = [];
    private readonly List<Histogram> _touched = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        _touched.Clear();
        var q = quantile.At(time);
        foreach (var element in inner.At(time))
        {
            if (BoundOf(element.Labels) is { } bound)
                HistogramOf(element.Labels).Buckets.Add(new Bucket(bound, element.Value));
        }
        foreach (var histogram in _touched)
        {
            _output.Add(new VectorSample(histogram.Labels, Quantile(q, histogram.Buckets)));
            histogram.Buckets.Clear();
        }
        return _output;
    }

    private Histogram HistogramOf(LabelSet labels)
    {
        var key = _labels.Of(labels);
        if (!_histograms.TryGetValue(key, out var histogram))
            _histograms[key] = histogram = new Histogram(key);
        if (histogram.Buckets.Count == 0)
            _touched.Add(histogram);
        return histogram;
    }

    private double? BoundOf(LabelSet labels)
    {
        if (_bounds.TryGetValue(labels, out var known))
            return known;
        return _bounds[labels] = labels[Bound] switch
        {
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : null,
        };
    }

    /// <summary>Interpolated within the bucket that holds the rank; the highest finite bound when that is the last.</summary>
    private static double Quantile(double q, List<Bucket> buckets)
    {
        if (double.IsNaN(q))
            return double.NaN;
        if (q is < 0 or > 1)
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        buckets.Sort((left, right) => left.Bound.CompareTo(right.Bound));
        if (!double.IsPositiveInfinity(buckets[^1].Bound))
            return double.NaN;
        Merge(buckets);
        var observations = buckets[^1].Count;
        if (buckets.Count < 2 || observations == 0)
            return double.NaN;
        var rank = q * observations;
        var at = buckets.FindIndex(b => b.Count >= rank);
        if (at < 0 || at == buckets.Count - 1)
            return buckets[^2].Bound;
        if (at == 0 && buckets[0].Bound <= 0)
            return buckets[0].Bound;
        var (start, below) = at == 0 ? (0.0, 0.0) : (buckets[at - 1].Bound, buckets[at - 1].Count);
        return start + ((buckets[at].Bound - start) * ((rank - below) / (buckets[at].Count - below)));
    }

    /// <summary>Joins buckets of one bound, and makes counts ascend where scrapes tore them apart.</summary>
    private static void Merge(List<Bucket> buckets)
    {
        var last = 0;
        for (var i = 1; i < buckets.Count; i++)
        {
            if (buckets[i].Bound == buckets[last].Bound)
                buckets[last] = buckets[last] with { Count = buckets[last].Count + buckets[i].Count };
            else
                buckets[++last] = buckets[i];
        }
        buckets.RemoveRange(last + 1, buckets.Count - last - 1);
        for (var i = 1; i < buckets.Count; i++)
        {
            if (buckets[i].Count < buckets[i - 1].Count)
                buckets[i] = buckets[i] with { Count = buckets[i - 1].Count };
        }
    }

    private readonly record struct Bucket(double Bound, double Count);

    private sealed record Histogram(LabelSet Labels)
    {
        public List<Bucket> Buckets { get; } = [];
    }
}
