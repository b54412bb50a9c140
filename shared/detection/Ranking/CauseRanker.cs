namespace Pipeline.Detection.Ranking;

/// <summary>Ranks services and metrics by how likely they are the cause of what happened around a time.</summary>
/// <remarks>
/// The robust scorer of BARO (Pham, Ha, Zhang 2024, "BARO: Robust Root Cause Analysis for Microservices via Multivariate Bayesian
/// Online Change Point Detection", FSE) with five changes: falls count as rises do; the usual ends some minutes before the given time,
/// so that a fault that began earlier is no part of it; a change that lasts counts for more than a spike; distances are taken
/// logarithmically and weighed by what the metric speaks of; with a call graph, what others explain is taken off.
/// </remarks>
public static class CauseRanker
{
    /// <summary>What a service shows that has no metric of its own use, such as the view from outside at the entry, counts for half.</summary>
    private const double ViewFromOutside = 0.5;

    /// <param name="table">Windows of all metrics, from well before the time until some minutes after it.</param>
    /// <param name="at">Unix seconds when it began, give or take some minutes.</param>
    /// <param name="calls">Who calls whom, as far as known.</param>
    /// <exception cref="ArgumentException">Too few rows before the time, or none from it on.</exception>
    public static CauseRanking Rank(MetricTable table, long at, CallGraph calls)
    {
        var window = RankingWindow.Around(table.Times, at);
        var changes = new Change[table.Names.Count];
        var services = Score(table, window, calls, changes);
        var metrics = new List<RankedMetric>(changes.Length);
        var strongest = new RankedMetric?[services.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i].Strength <= 0)
                continue;
            var metric = ChangeWording.Of(table, i, window, changes[i], Evidence.Of(changes[i].Strength, table.Natures[i]));
            metrics.Add(metric);
            ref var most = ref strongest[table.ServiceOf[i]];
            most = most is null || Compare(metric, most) < 0 ? metric : most;
        }

        metrics.Sort(Compare);
        var ranked = new List<RankedService>(services.Length);
        for (var i = 0; i < services.Length; i++)
        {
            if (strongest[i] is { } metric)
                ranked.Add(new RankedService(table.Services[i], services[i], metric));
        }

        ranked.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score)
            : a.Strongest.Onset != b.Strongest.Onset ? a.Strongest.Onset.CompareTo(b.Strongest.Onset) : string.CompareOrdinal(a.Name, b.Name));
        return new CauseRanking(ranked, metrics);
    }

    /// <summary>The evidence of each service, without words.</summary>
    /// <param name="table">As for <see cref="Rank"/>.</param>
    /// <param name="at">As for <see cref="Rank"/>.</param>
    /// <param name="calls">As for <see cref="Rank"/>.</param>
    /// <returns>In the order of <see cref="MetricTable.Services"/>.</returns>
    public static double[] Score(MetricTable table, long at, CallGraph calls) =>
        Score(table, RankingWindow.Around(table.Times, at), calls, new Change[table.Names.Count]);

    private static int Compare(RankedMetric a, RankedMetric b) =>
        b.Score != a.Score ? b.Score.CompareTo(a.Score)
        : a.Onset != b.Onset ? a.Onset.CompareTo(b.Onset) : string.CompareOrdinal(a.Name, b.Name);

    private static double[] Score(MetricTable table, RankingWindow window, CallGraph calls, Change[] changes)
    {
        var sorter = new QuartileSorter(window.Onset - window.First);
        Span<Quartiles> quartiles = stackalloc Quartiles[QuartileSorter.Lanes];
        var scratch = new double[window.Onset - window.First];
        var strongest = new double[table.Services.Count * Evidence.Natures];
        var inside = new bool[table.Services.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            if (i % QuartileSorter.Lanes == 0)
                sorter.Sort(table, i, window.First, quartiles);
            var column = table[i];
            var spread = Spread.Of(column[window.First..window.Onset], quartiles[i % QuartileSorter.Lanes], scratch);
            changes[i] = Change.Of(spread, column[window.Onset..window.End]);
            var (service, nature) = (table.ServiceOf[i], table.Natures[i]);
            ref var evidence = ref strongest[(service * Evidence.Natures) + (int)nature];
            evidence = Math.Max(evidence, Evidence.Of(changes[i].Strength, nature));
            inside[service] |= nature < MetricNature.Latency;
        }

        Explanation.Subtract(table, calls, strongest);
        var scores = new double[table.Services.Count];
        var someInside = Array.IndexOf(inside, true) >= 0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Evidence.OfService(strongest.AsSpan(i * Evidence.Natures, Evidence.Natures));
            if (someInside && !inside[i])
                scores[i] *= ViewFromOutside;
        }

        return scores;
    }
}
