namespace Pipeline.Detection.Ranking;

/// <summary>Takes off what others explain: traffic comes from callers, slow and failed answers from the called.</summary>
internal static class Explanation
{
    /// <summary>How much of what is explained is taken off; a graph says that it may be so, not that it is.</summary>
    private const double Taken = 0.5;

    public static void Subtract(MetricTable table, CallGraph calls, double[] strongest)
    {
        if (calls.Calls.Count == 0)
            return;
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < table.Services.Count; i++)
            index[table.Services[i]] = i;
        var seen = (double[])strongest.Clone();
        var explained = new double[strongest.Length];
        foreach (var (caller, called) in calls.Calls)
        {
            if (!index.TryGetValue(caller, out var from) || !index.TryGetValue(called, out var to) || from == to)
                continue;
            Explain(seen, explained, by: from, of: to, MetricNature.Traffic);
            Explain(seen, explained, by: from, of: to, MetricNature.Network);
            Explain(seen, explained, by: to, of: from, MetricNature.Latency);
            Explain(seen, explained, by: to, of: from, MetricNature.Errors);
        }

        for (var i = 0; i < strongest.Length; i++)
            strongest[i] -= Taken * Math.Min(seen[i], explained[i]);
    }

    private static void Explain(double[] seen, double[] explained, int by, int of, MetricNature nature)
    {
        ref var most = ref explained[(of * Evidence.Natures) + (int)nature];
        most = Math.Max(most, seen[(by * Evidence.Natures) + (int)nature]);
    }
}
