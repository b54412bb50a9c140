namespace Pipeline.Detection.Evaluation;

/// <summary>Consecutive rows that are labelled anomalous.</summary>
/// <param name="First">Index of its first row.</param>
/// <param name="Last">Index of its last row, inclusive.</param>
public readonly record struct LabelRun(int First, int Last)
{
    /// <summary>The runs of a labelling, in order.</summary>
    public static IReadOnlyList<LabelRun> Of(ReadOnlySpan<bool> labels)
    {
        var runs = new List<LabelRun>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (!labels[i])
                continue;
            var first = i;
            while (i + 1 < labels.Length && labels[i + 1])
                i++;
            runs.Add(new LabelRun(first, i));
        }
        return runs;
    }

    /// <summary>The runs widened by some rows on both sides within the series; those that then touch or overlap are one.</summary>
    /// <param name="runs">In order, at least one.</param>
    /// <param name="rows">Rows of the series.</param>
    /// <param name="margin">Rows added on each side.</param>
    public static IReadOnlyList<LabelRun> Widened(IReadOnlyList<LabelRun> runs, int rows, int margin)
    {
        var widened = new List<LabelRun>(runs.Count);
        var first = Math.Max(runs[0].First - margin, 0);
        for (var i = 0; i + 1 < runs.Count; i++)
        {
            if (runs[i].Last + margin >= runs[i + 1].First - margin)
                continue;
            widened.Add(new LabelRun(first, runs[i].Last + margin));
            first = runs[i + 1].First - margin;
        }
        widened.Add(new LabelRun(first, Math.Min(runs[^1].Last + margin, rows - 1)));
        return widened;
    }
}
