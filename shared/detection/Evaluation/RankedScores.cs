namespace Pipeline.Detection.Evaluation;

/// <summary>Row-wise measures over all thresholds, without point adjustment.</summary>
public static class RankedScores
{
    /// <summary>Average precision: the step-wise area under precision over recall; equal scores count together. NaN without labels.</summary>
    public static double AveragePrecision(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (area, before) = (0.0, 0.0);
        foreach (var (flagged, found, positives, _) in Cuts(labels, scores))
        {
            var recall = found / (double)positives;
            area += (recall - before) * found / flagged;
            before = recall;
        }
        return labels.Contains(true) ? area : double.NaN;
    }

    /// <summary>The best F1 over all thresholds of this very series (an oracle's), and the threshold; NaN without labels.</summary>
    public static (double F1, double Threshold) BestF1(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var best = (F1: -1.0, Threshold: double.NaN);
        foreach (var (flagged, found, positives, threshold) in Cuts(labels, scores))
        {
            var f1 = 2.0 * found / (flagged + positives);
            if (f1 > best.F1)
                best = (f1, threshold);
        }
        return labels.Contains(true) ? best : (double.NaN, double.NaN);
    }

    /// <summary>F1 at a given threshold: a row is flagged when its score reaches it.</summary>
    public static double F1At(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, double threshold)
    {
        var (flagged, found, positives) = (0, 0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            positives += labels[i] ? 1 : 0;
            if (!(scores[i] >= threshold))
                continue;
            flagged++;
            found += labels[i] ? 1 : 0;
        }
        return 2.0 * found / Math.Max(1, flagged + positives);
    }

    /// <summary>Each distinct score as a threshold, descending.</summary>
    private static List<(int Flagged, int Found, int Positives, double Threshold)> Cuts(
        ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        if (labels.Length != scores.Length)
            throw new ArgumentException($"{labels.Length} labels, but {scores.Length} scores.", nameof(scores));
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores.ToArray(), order);
        var positives = labels.Count(true);
        var cuts = new List<(int, int, int, double)>();
        var found = 0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var row = order[^(rank + 1)];
            found += labels[row] ? 1 : 0;
            if (rank + 1 == order.Length || scores[order[^(rank + 2)]] != scores[row])
                cuts.Add((rank + 1, found, positives, scores[row]));
        }
        return cuts;
    }
}
