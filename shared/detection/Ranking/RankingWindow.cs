namespace Pipeline.Detection.Ranking;

/// <summary>Which rows tell what is usual, and which what happened.</summary>
/// <param name="First">First row of what is usual.</param>
/// <param name="Onset">First row that may belong to what happened; the usual ends before it.</param>
/// <param name="End">Behind the last row.</param>
internal readonly record struct RankingWindow(int First, int Onset, int End)
{
    private const int RowsBefore = 600;
    private const int RowsAfter = 300;

    /// <summary>It may have begun so long before the time that is given, but not in more than a fifth of the rows before.</summary>
    private const double SecondsOfDoubt = 300;

    private const double ShareOfDoubt = 0.2;
    private const int FewestRows = 4;

    /// <exception cref="ArgumentException">Too few rows before the time, or none from it on.</exception>
    public static RankingWindow Around(IReadOnlyList<long> times, long at)
    {
        var given = 0;
        while (given < times.Count && times[given] < at)
            given++;
        if (given < FewestRows || given == times.Count)
        {
            throw new ArgumentException(times.Count == 0
                ? "There are no rows."
                : $"The time {at} must have {FewestRows} rows before it and one from it on; the rows reach from {times[0]} to {times[^1]}.");
        }

        var step = (times[given - 1] - times[0]) / (double)(given - 1);
        var doubt = Math.Min((int)(SecondsOfDoubt / step), (int)(given * ShareOfDoubt));
        var onset = Math.Max(given - doubt, FewestRows);
        return new RankingWindow(Math.Max(0, onset - RowsBefore), onset, Math.Min(times.Count, given + RowsAfter));
    }
}
