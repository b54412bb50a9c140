using System.Collections.Frozen;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>The aggregation operators.</summary>
internal static class Aggregations
{
    private static readonly FrozenSet<string> All = FrozenSet.ToFrozenSet(
        ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "topk", "bottomk", "quantile", "count_values"]);

    public static bool IsOne(string word) => All.Contains(word);

    public static bool HasParameter(string op) => op is "topk" or "bottomk" or "quantile" or "count_values";
}
