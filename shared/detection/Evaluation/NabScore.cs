namespace Pipeline.Detection.Evaluation;

/// <summary>Score of the Numenta Anomaly Benchmark: 0 for a detector that says nothing, 100 for a perfect one.</summary>
/// <param name="Profile">The weights.</param>
/// <param name="Value">Normalised; negative when false alarms cost more than detections bring.</param>
/// <param name="Threshold">Of all files.</param>
/// <param name="Windows">Labelled windows.</param>
/// <param name="Found">Windows with a detection.</param>
/// <param name="FalseRows">Rows past probation at or above the threshold outside all windows.</param>
/// <remarks>Lavin and Ahmad (2015), as NAB v1.1 computes it: one threshold for the whole corpus.</remarks>
public sealed record NabScore(NabProfile Profile, double Value, double Threshold, int Windows, int Found, int FalseRows)
{
    private readonly record struct Row(double Score, double Worth, int? Window);

    /// <summary>Scores a corpus.</summary>
    /// <param name="corpus">All files.</param>
    /// <param name="profile">The weights.</param>
    /// <param name="threshold">One for all files; null takes the best one, as NAB does.</param>
    /// <exception cref="ArgumentException">There is no window, or one matches no row.</exception>
    public static NabScore Of(IReadOnlyList<NabSeries> corpus, NabProfile profile, double? threshold = null)
    {
        var windows = corpus.Sum(s => s.Windows.Count);
        if (windows == 0)
            throw new ArgumentException("No file has an anomaly window.", nameof(corpus));
        var rows = Rows(corpus);
        var earned = new double[windows];
        Array.Fill(earned, -profile.Missed);
        var silent = -profile.Missed * windows;
        var (gained, charged, found, falseRows) = (silent, 0.0, 0, 0);
        var best = new NabScore(profile, silent, threshold ?? 1.1, windows, 0, 0); // 1.1: above every score
        for (var i = 0; i < rows.Count;)
        {
            var cut = rows[i].Score;
            if (cut < threshold)
                break;
            for (; i < rows.Count && rows[i].Score == cut; i++)
            {
                if (rows[i].Window is not { } window)
                {
                    charged += rows[i].Worth * profile.FalseAlarm;
                    falseRows++;
                    continue;
                }
                var worth = rows[i].Worth * profile.Found;
                if (worth <= earned[window])
                    continue;
                found += earned[window] == -profile.Missed ? 1 : 0;
                gained += worth - earned[window];
                earned[window] = worth;
            }
            if (threshold is not null || gained + charged > best.Value)
                best = best with { Value = gained + charged, Threshold = threshold ?? cut, Found = found, FalseRows = falseRows };
        }
        return best with { Value = 100 * (best.Value - silent) / ((profile.Found * windows) - silent) };
    }

    /// <summary>Rows of all files past probation, highest score first, with windows numbered through the corpus; NaN counts as 0.</summary>
    private static List<Row> Rows(IReadOnlyList<NabSeries> corpus)
    {
        var rows = new List<Row>(corpus.Sum(s => s.Times.Count));
        var windowsBefore = 0;
        foreach (var series in corpus)
        {
            foreach (var (score, value, window) in series.Worth())
                rows.Add(new Row(double.IsNaN(score) ? 0 : score, value, window + windowsBefore));
            windowsBefore += series.Windows.Count;
        }
        return [.. rows.OrderByDescending(row => row.Score)];
    }
}
