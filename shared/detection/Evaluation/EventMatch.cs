namespace Pipeline.Detection.Evaluation;

/// <summary>What flags at one threshold are worth to somebody who is called: labelled runs found, false alarms, delays.</summary>
/// <param name="Found">Labelled runs with a flagged row.</param>
/// <param name="Runs">Labelled runs.</param>
/// <param name="FalseAlarms">
/// Runs of flagged rows outside the labelled runs and the grace after them; a long one counts again for each further two graces of rows.
/// </param>
/// <param name="MedianDelay">Rows from a run's start to its first flag, the median over the found ones; null when none is found.</param>
public sealed record EventMatch(int Found, int Runs, int FalseAlarms, double? MedianDelay)
{
    /// <summary>Found runs against missed ones and false alarms; NaN when there is neither label nor flag.</summary>
    public double F1 => Runs + Found + FalseAlarms == 0 ? double.NaN : 2.0 * Found / (Runs + Found + FalseAlarms);

    /// <summary>Matches the rows whose score reaches the threshold with the labelled runs.</summary>
    /// <param name="labels">Anomalous rows.</param>
    /// <param name="scores">One for each row.</param>
    /// <param name="threshold">A row is flagged when its score reaches it.</param>
    /// <param name="grace">Rows after a run in which a flag is neither found nor false.</param>
    public static EventMatch At(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, double threshold, int grace)
    {
        var runs = LabelRun.Of(labels);
        var outside = new bool[labels.Length];
        for (var i = 0; i < outside.Length; i++)
            outside[i] = scores[i] >= threshold;
        var delays = new List<int>();
        foreach (var (first, last) in runs)
        {
            if (FirstFlag(scores[first..(last + 1)], threshold) is { } delay)
                delays.Add(delay);
            outside.AsSpan(first..Math.Min(last + 1 + grace, outside.Length)).Clear();
        }
        var falseAlarms = LabelRun.Of(outside).Sum(run => (int)Math.Ceiling((run.Last - run.First + 1) / (double)Math.Max(1, 2 * grace)));
        return new EventMatch(delays.Count, runs.Count, falseAlarms, delays.Count == 0 ? null : Median(delays));
    }

    /// <summary>The match at the threshold with the best event F1 of this very series (an oracle's), among 60 quantiles of its scores.</summary>
    public static EventMatch Best(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, int grace)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        EventMatch? best = null;
        foreach (var threshold in Thresholds(sorted))
        {
            var match = At(labels, scores, threshold, grace);
            if (best is null || match.F1 > best.F1)
                best = match;
        }
        return best!;
    }

    /// <summary>Quantiles at tails of 0.5 … 1/n in geometric steps, lowest first, as numpy interpolates them.</summary>
    private static IEnumerable<double> Thresholds(double[] sorted)
    {
        const int Count = 60;
        var ratio = Math.Log(0.5 * sorted.Length);
        for (var i = Count - 1; i >= 0; i--)
        {
            var tail = Math.Exp(ratio * i / (Count - 1)) / sorted.Length;
            var place = (1 - tail) * (sorted.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            yield return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
        }
    }

    private static int? FirstFlag(ReadOnlySpan<double> scores, double threshold)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= threshold)
                return i;
        }
        return null;
    }

    private static double Median(List<int> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2.0;
    }
}
