using System.Numerics.Tensors;

namespace Pipeline.Detection.Evaluation;

/// <summary>How well scores find labelled ranges when their borders are only roughly known, over all thresholds.</summary>
/// <remarks>
/// VUS-PR of Paparrizos et al. (2022), "Volume Under the Surface: A New Accuracy Evaluation Measure for Time-Series
/// Anomaly Detection", as TSB-AD computes it ("opt", 250 thresholds): the area under precision over recall, averaged
/// over buffers of 0 … <c>window</c> rows around each labelled range. The buffer's rows count with a falling weight.
/// </remarks>
public static class VolumeUnderSurface
{
    /// <summary>Thresholds tried, at equal steps of the scores' ranks.</summary>
    private const int Thresholds = 250;

    /// <summary>VUS-PR in [0, 1]; NaN when no row is labelled.</summary>
    /// <param name="labels">Anomalous rows.</param>
    /// <param name="scores">One finite score for each row, higher is more anomalous.</param>
    /// <param name="window">Widest buffer in rows.</param>
    public static double Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, int window = 100)
    {
        if (labels.Length != scores.Length)
            throw new ArgumentException($"{labels.Length} labels, but {scores.Length} scores.", nameof(scores));
        var runs = LabelRun.Of(labels);
        if (runs.Count == 0)
            return double.NaN;
        var cuts = Cuts(scores);
        var (cutOf, flagged) = FirstCut(scores, cuts);
        var weights = new double[labels.Length];
        var total = 0.0;
        for (var buffer = 0; buffer <= window; buffer++)
        {
            Weigh(labels, runs, buffer, weights);
            total += AreaUnderPrecisionRecall(labels, weights, LabelRun.Widened(runs, labels.Length, buffer / 2), cutOf, flagged);
        }
        return total / (window + 1);
    }

    /// <summary>Thresholds, descending: the scores at equal steps of rank, as numpy's <c>linspace(0, n - 1, 250)</c> cuts them.</summary>
    private static double[] Cuts(ReadOnlySpan<double> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        Array.Reverse(sorted);
        var step = (sorted.Length - 1) / (double)(Thresholds - 1);
        var cuts = new double[Thresholds];
        for (var i = 0; i < Thresholds; i++)
            cuts[i] = sorted[i == Thresholds - 1 ? sorted.Length - 1 : (int)(i * step)];
        return cuts;
    }

    /// <summary>For each row the first cut that flags it, and for each cut how many rows it flags.</summary>
    private static (int[] CutOf, int[] Flagged) FirstCut(ReadOnlySpan<double> scores, double[] cuts)
    {
        var cutOf = new int[scores.Length];
        var flagged = new int[Thresholds];
        for (var i = 0; i < scores.Length; i++)
        {
            var (low, high) = (0, Thresholds);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (cuts[middle] <= scores[i])
                    high = middle;
                else
                    low = middle + 1;
            }
            cutOf[i] = low;
            if (low < Thresholds)
                flagged[low]++;
        }
        for (var i = 1; i < Thresholds; i++)
            flagged[i] += flagged[i - 1];
        return (cutOf, flagged);
    }

    /// <summary>1 in a range, falling as a root to both sides over half the buffer; overlapping sides add up to 1 at most.</summary>
    private static void Weigh(ReadOnlySpan<bool> labels, IReadOnlyList<LabelRun> runs, int buffer, double[] weights)
    {
        for (var i = 0; i < weights.Length; i++)
            weights[i] = labels[i] ? 1 : 0;
        var half = buffer / 2;
        if (half == 0)
            return;
        foreach (var run in runs)
        {
            for (var i = run.Last + 1; i < Math.Min(run.Last + half + 1, weights.Length); i++)
                weights[i] += Math.Sqrt(1 - ((i - run.Last) / (double)buffer));
            for (var i = Math.Max(run.First - half, 0); i < run.First; i++)
                weights[i] += Math.Sqrt(1 - ((run.First - i) / (double)buffer));
        }
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Math.Min(weights[i], 1);
    }

    private static double AreaUnderPrecisionRecall(
        ReadOnlySpan<bool> labels, double[] weights, IReadOnlyList<LabelRun> ranges, int[] cutOf, int[] flagged)
    {
        Span<double> found = stackalloc double[Thresholds + 1];
        Span<double> grey = stackalloc double[Thresholds + 1];
        Span<int> rangesFound = stackalloc int[Thresholds + 1];
        found.Clear();
        grey.Clear();
        rangesFound.Clear();
        var positives = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            found[cutOf[i]] += weights[i];
            if (labels[i])
                positives++;
            else
                grey[cutOf[i]] += weights[i];
        }
        foreach (var range in ranges)
            rangesFound[TensorPrimitives.Min<int>(cutOf.AsSpan(range.First, range.Last - range.First + 1))]++;
        var (area, recallBefore) = (0.0, 0.0);
        var (truePositives, greyPositives, existing) = (0.0, 0.0, 0);
        for (var cut = 0; cut < Thresholds; cut++)
        {
            truePositives += found[cut];
            greyPositives += grey[cut];
            existing += rangesFound[cut];
            var soft = positives + (greyPositives / 2);
            var recall = Math.Min(truePositives / soft, 1) * existing / ranges.Count;
            area += (recall - recallBefore) * truePositives / flagged[cut];
            recallBefore = recall;
        }
        return area;
    }
}
