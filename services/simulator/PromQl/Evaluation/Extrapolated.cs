namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>How much a series changed in a while.</summary>
internal static class Extrapolated
{
    private const double MaxGap = 1.1; // of the average distance of samples: a longer one means that the series begins or ends there

    /// <summary>The change between first and last sample, extended to the borders of the window where the series goes on there.</summary>
    /// <param name="isCounter">A decrease is a restart at 0, and the count does not go below 0 before the first sample.</param>
    /// <param name="perSecond">Divided by the window's length.</param>
    public static double? Change(Window window, bool isCounter, bool perSecond)
    {
        var samples = window.Samples.Span;
        if (samples.Length < 2)
            return null;
        var (first, last) = (samples[0], samples[^1]);
        var change = last.Value - first.Value + (isCounter ? LostByResets(samples) : 0);
        var sampled = Seconds(last.Time - first.Time);
        var average = sampled / (samples.Length - 1);
        var toStart = Seconds(first.Time - window.Start);
        var toEnd = Seconds(window.End - last.Time);
        if (isCounter && change > 0 && first.Value >= 0)
            toStart = Math.Min(toStart, sampled * (first.Value / change)); // the time at which it was 0
        var extended = sampled
            + (toStart < average * MaxGap ? toStart : average / 2)
            + (toEnd < average * MaxGap ? toEnd : average / 2);
        var factor = extended / sampled;
        return change * (perSecond ? factor / Seconds(window.End - window.Start) : factor);
    }

    /// <summary>The change between the last two samples.</summary>
    /// <param name="perSecond">As a rate of a counter.</param>
    public static double? LastChange(ReadOnlySpan<Sample> samples, bool perSecond)
    {
        if (samples.Length < 2 || samples[^1].Time == samples[^2].Time)
            return null;
        var (before, last) = (samples[^2], samples[^1]);
        if (!perSecond)
            return last.Value - before.Value;
        return (last.Value < before.Value ? last.Value : last.Value - before.Value) / Seconds(last.Time - before.Time);
    }

    private static double LostByResets(ReadOnlySpan<Sample> samples)
    {
        var lost = 0.0;
        for (var i = 1; i < samples.Length; i++)
            lost += samples[i].Value < samples[i - 1].Value ? samples[i - 1].Value : 0;
        return lost;
    }

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;
}
