using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>The newest sample of each series that is not too old and not followed by its end.</summary>
/// <param name="series">With all samples that will be asked for.</param>
/// <param name="reference">The time looked at, for a time of evaluation.</param>
/// <param name="lookback">Age in ms up to which a sample counts.</param>
/// <param name="value">What of a sample is the element's value.</param>
internal sealed class SelectedVector(
    IReadOnlyList<SelectedVector.Cursor> series, Func<long, long> reference, long lookback, Func<Sample, double> value) : VectorNode
{
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        var at = reference(time);
        foreach (var one in series)
        {
            if (one.Newest(at) is { } sample && sample.Time >= at - lookback && !Staleness.IsMarker(sample.Value))
                _output.Add(new VectorSample(one.Labels, value(sample)));
        }
        return _output;
    }

    /// <summary>A series and where in it the last question was; questions mostly go forward.</summary>
    internal sealed class Cursor(LabelSet labels, Sample[] samples)
    {
        private int _after; // first sample later than the last question

        public LabelSet Labels { get; } = labels;

        public Sample? Newest(long time)
        {
            while (_after > 0 && samples[_after - 1].Time > time)
                _after--;
            while (_after < samples.Length && samples[_after].Time <= time)
                _after++;
            return _after == 0 ? null : samples[_after - 1];
        }
    }
}
