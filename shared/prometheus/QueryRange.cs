namespace Pipeline.Prometheus;

/// <summary>Evaluation points: <see cref="Start"/>, Start + <see cref="Step"/>, … up to and with <see cref="End"/>, all multiples of the step.</summary>
/// <remarks>Multiples since 1970, so that overlapping ranges meet in the same points and the server's caches hit.</remarks>
public sealed record QueryRange
{
    /// <summary>Most points per series that a server gives in one answer.</summary>
    public const int MaxPoints = 11_000;

    private QueryRange(DateTimeOffset start, DateTimeOffset end, TimeSpan step) => (Start, End, Step) = (start, end, step);

    /// <summary>First point.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Last point; not before <see cref="Start"/>.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Distance of two points; at least a millisecond, whole milliseconds.</summary>
    public TimeSpan Step { get; }

    /// <summary>Number of points; at least 1.</summary>
    public long Points => ((End - Start).Ticks / Step.Ticks) + 1;

    /// <summary>The points with <paramref name="after"/> &lt; point ≤ <paramref name="upTo"/>; null when there is none.</summary>
    public static QueryRange? Between(DateTimeOffset after, DateTimeOffset upTo, TimeSpan step)
    {
        CheckStep(step);
        var start = Floor(after, step) + step;
        var end = Floor(upTo, step);
        return start > end ? null : new QueryRange(start, end, step);
    }

    /// <summary>The last multiple of the step that is not after <paramref name="time"/>.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
    {
        CheckStep(step);
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var remainder = ((ticks % step.Ticks) + step.Ticks) % step.Ticks;
        return new DateTimeOffset(time.UtcTicks - remainder, TimeSpan.Zero);
    }

    /// <summary>The step that shows a span with <paramref name="maxPoints"/> at most, not finer than the data are.</summary>
    /// <param name="scrapeInterval">Distance of the stored samples.</param>
    /// <returns>max(scrape interval, span ÷ points), rounded up to a whole second when above one.</returns>
    public static TimeSpan StepFor(TimeSpan span, TimeSpan scrapeInterval, int maxPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPoints, 1);
        var seconds = Math.Max(span.TotalSeconds / maxPoints, scrapeInterval.TotalSeconds);
        return TimeSpan.FromSeconds(seconds > 1 ? Math.Ceiling(seconds) : Math.Max(seconds, 0.001));
    }

    /// <summary>The same points in stretches of <paramref name="maxPoints"/> at most, oldest first.</summary>
    public IEnumerable<QueryRange> Chunks(int maxPoints = MaxPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPoints, 1);
        for (var start = Start; start <= End; start += Step * maxPoints)
        {
            var end = start + (Step * (maxPoints - 1));
            yield return new QueryRange(start, end < End ? end : End, Step);
        }
    }

    private static void CheckStep(TimeSpan step)
    {
        if (step < TimeSpan.FromMilliseconds(1) || step.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step is whole milliseconds, at least one.");
    }
}
