using System.Globalization;

namespace Pipeline.Detection.Ranking;

/// <summary>Says of a change when it began, where it went, how far and for how long.</summary>
internal static class ChangeWording
{
    /// <summary>A metric is out of its usual range from so many deviations on, and from this part of its peak.</summary>
    private const double Deviations = 3;

    private const double PartOfPeak = 0.3;

    public static RankedMetric Of(MetricTable table, int column, RankingWindow window, Change change, double score)
    {
        var rows = table[column][window.Onset..window.End];
        var limit = Math.Max(Deviations, PartOfPeak * Math.Abs(change.Peak)) * change.Spread.Deviation;
        var first = -1;
        var (length, longest, peak) = (0, 0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var distance = (rows[i] - change.Spread.Median) * Math.Sign(change.Peak);
            if (distance > (rows[peak] - change.Spread.Median) * Math.Sign(change.Peak))
                peak = i;
            length = distance >= limit ? length + 1 : 0;
            longest = Math.Max(longest, length);
            if (length == 1 && first < 0)
                first = i;
        }

        var onset = table.Times[window.Onset + (first < 0 ? peak : first)];
        var step = (table.Times[^1] - table.Times[0]) / (double)(table.Times.Count - 1);
        var duration = TimeSpan.FromSeconds(Math.Round(longest * step));
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Names[column]} {(change.Peak > 0 ? "rose" : "fell")} from {change.Spread.Median:G4} to {rows[peak]:G4}, {Math.Abs(change.Peak):G3} robust deviations, from {DateTimeOffset.FromUnixTimeSeconds(onset):yyyy-MM-dd HH:mm:ss}Z on, for {duration.TotalSeconds:F0} s");
        return new RankedMetric(table.Names[column], score, onset, change.Peak, duration, reason);
    }
}
