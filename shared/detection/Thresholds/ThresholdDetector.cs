using Pipeline.Contracts;

namespace Pipeline.Detection.Thresholds;

/// <summary>Sees samples at or beyond a fixed limit; has nothing to learn.</summary>
public sealed class ThresholdDetector(ThresholdRule rule) : ISeriesDetector
{
    /// <inheritdoc/>
    public string Name => "threshold:" + rule.Name;

    /// <inheritdoc/>
    public Severity Severity => rule.Severity;

    /// <inheritdoc/>
    public Judgement Judge(Sample sample)
    {
        var sign = rule.IsUpper ? 1 : -1;
        var zone = sign * sample.Value >= sign * rule.Enter ? Zone.Abnormal
            : sign * sample.Value < sign * rule.Leave || rule.Leave == rule.Enter ? Zone.Healthy
            : Zone.Between;
        return new Judgement(zone, rule.IsUpper, null, default, null, rule.Enter);
    }

    /// <inheritdoc/>
    public void Learn(Sample sample)
    {
        // a fixed limit does not move
    }

    /// <inheritdoc/>
    public bool TryAccept(ReadOnlySpan<Sample> level) => false;

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        // nothing is learned
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        // nothing was written
    }
}
