namespace Pipeline.Collector.Csv;

/// <summary>Finds a file's step: the (lower) median distance of successive rows of one subject.</summary>
/// <remarks>The first rows alone decide, so that the step does not depend on how much of the file has arrived.</remarks>
internal sealed class StepEstimate
{
    /// <summary>Distances that decide.</summary>
    public const int Enough = 8;

    private readonly Dictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _distances = [];

    /// <summary>Median of the first <see cref="Enough"/> distances; null before they have come.</summary>
    public TimeSpan? Step => _distances.Count >= Enough ? Median() : null;

    /// <summary>Median of what has come, for a file that has no more; a minute when it says nothing.</summary>
    public TimeSpan BestGuess => _distances.Count > 0 ? Median() : TimeSpan.FromMinutes(1);

    /// <summary>Takes the next row.</summary>
    public void Add(string subject, DateTimeOffset time)
    {
        if (_distances.Count >= Enough)
            return;
        if (_last.TryGetValue(subject, out var last) && time > last)
            _distances.Add(time - last);
        _last[subject] = time;
    }

    private TimeSpan Median() => _distances.Order().ElementAt((_distances.Count - 1) / 2);
}
