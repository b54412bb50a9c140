namespace Pipeline.Detection.Evaluation;

/// <summary>One scored file of the Numenta Anomaly Benchmark.</summary>
/// <param name="Times">Of the rows, in order.</param>
/// <param name="Scores">One for each row, higher is more anomalous.</param>
/// <param name="Windows">First and last time of each anomaly window, both inclusive, in order.</param>
public sealed record NabSeries(
    IReadOnlyList<DateTime> Times, IReadOnlyList<double> Scores, IReadOnlyList<(DateTime First, DateTime Last)> Windows)
{
    private const double ProbationShare = 0.15;
    private const int LongestProbation = 750;

    /// <summary>Value of a detection at a window's first row before it is normalised.</summary>
    private static readonly double ValueOfTheFirstRow = Sigmoid(-1);

    /// <summary>What a detection at each row past probation is worth, before a profile's weights.</summary>
    /// <remarks>
    /// Lavin and Ahmad (2015), "Evaluating Real-Time Anomaly Detection Algorithms: the Numenta Anomaly Benchmark", with the
    /// scorer of NAB v1.1: the first min(15 %, 750) rows are probation.
    /// </remarks>
    /// <exception cref="ArgumentException">A window begins or ends at no row.</exception>
    internal IEnumerable<(double Score, double Value, int? Window)> Worth()
    {
        var rows = Times.Index().DistinctBy(t => t.Item).ToDictionary(t => t.Item, t => t.Index);
        var probation = Math.Min((int)Math.Floor(ProbationShare * Times.Count), LongestProbation);
        var (next, open) = (0, false);
        (int First, int Last)? before = null;
        var current = (First: 0, Last: 0);
        for (var i = 0; i < Times.Count; i++)
        {
            if (!open && next < Windows.Count && Times[i] == Windows[next].First)
                (current, open) = ((i, RowOf(rows, Windows[next].Last)), true);
            var value = open
                ? Sigmoid(-(current.Last - i + 1) / (double)(current.Last - current.First + 1)) / ValueOfTheFirstRow
                : before is { } b ? Sigmoid(Math.Abs(b.Last - i) / (double)(b.Last - b.First)) : -1;
            if (i >= probation)
                yield return (Scores[i], value, open ? next : null);
            if (open && Times[i] == Windows[next].Last)
                (before, open, next) = (current, false, next + 1);
        }
        if (next < Windows.Count)
            throw new ArgumentException($"The window from {Windows[next].First:s} matches no row.");
    }

    private static int RowOf(Dictionary<DateTime, int> rows, DateTime time) =>
        rows.TryGetValue(time, out var row) ? row : throw new ArgumentException($"No row at {time:s}, where a window ends.");

    private static double Sigmoid(double x) => x > 3 ? -1 : (2 / (1 + Math.Exp(5 * x))) - 1;
}
