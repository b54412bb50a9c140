using System.Globalization;
using System.Numerics.Tensors;

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
        var sign = Math.Sign(change.Deviations);
        var limit = (sign * change.Spread.Median) + (Math.Max(Deviations, PartOfPeak * Math.Abs(change.Deviations)) * change.Spread.Deviation);
        var first = -1;
        var (length, longest) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            length = rows[i] * sign >= limit ? length + 1 : 0;
            longest = Math.Max(longest, length);
            if (length == 1 && first < 0)
                first = i;
        }

        if (first < 0)
            first = sign > 0 ? TensorPrimitives.IndexOfMax(rows) : TensorPrimitives.IndexOfMin(rows);
        var step = (table.Times[^1] - table.Times[0]) / (double)(table.Times.Count - 1);
        return new RankedMetric(
            table.Names[column], score, table.Times[window.Onset + first], change.Deviations, TimeSpan.FromSeconds(Math.Round(longest * step)),
            change.Spread.Median, change.Peak);
    }

    public static string Say(RankedMetric metric) => string.Create(
        CultureInfo.InvariantCulture,
        $"{metric.Name} {(metric.Deviations > 0 ? "rose" : "fell")} from {metric.Usual:G4} to {metric.Peak:G4}, {Math.Abs(metric.Deviations):G3} robust deviations, from {DateTimeOffset.FromUnixTimeSeconds(metric.Onset):yyyy-MM-dd HH:mm:ss}Z on, for {metric.Duration.TotalSeconds:F0} s");
}
