using System.Collections.Frozen;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>A function: what it takes and gives.</summary>
/// <param name="Name">As written in a query.</param>
/// <param name="Returns">Type of what it gives.</param>
/// <param name="Arguments">Types of its arguments; the last one repeats.</param>
/// <param name="Optional">How many of them may be left out; -1 when the last may also come more often.</param>
public sealed record FunctionSignature(string Name, ResultType Returns, IReadOnlyList<ResultType> Arguments, int Optional)
{
    private static readonly FrozenDictionary<string, FunctionSignature> All = Declare().ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The function of a name; null when there is none.</summary>
    public static FunctionSignature? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Type of the i-th argument.</summary>
    public ResultType ArgumentAt(int index) => Arguments[Math.Min(index, Arguments.Count - 1)];

    private static IEnumerable<FunctionSignature> Declare()
    {
        const ResultType scalar = ResultType.Scalar, vector = ResultType.Vector, matrix = ResultType.Matrix, text = ResultType.Text;
        string[] ofMatrix =
        [
            "rate", "irate", "increase", "delta", "idelta", "deriv", "resets", "changes", "absent_over_time", "avg_over_time", "count_over_time",
            "last_over_time", "max_over_time", "min_over_time", "present_over_time", "stddev_over_time", "stdvar_over_time", "sum_over_time",
        ];
        foreach (var name in ofMatrix)
            yield return new(name, vector, [matrix], 0);
        string[] ofVector =
        [
            "abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg", "exp", "floor", "ln", "log10", "log2",
            "rad", "sgn", "sin", "sinh", "sort", "sort_desc", "sqrt", "tan", "tanh", "timestamp",
        ];
        foreach (var name in ofVector)
            yield return new(name, vector, [vector], 0);
        foreach (var name in (string[])["day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"])
            yield return new(name, vector, [vector], 1);
        yield return new("clamp", vector, [vector, scalar, scalar], 0);
        yield return new("clamp_max", vector, [vector, scalar], 0);
        yield return new("clamp_min", vector, [vector, scalar], 0);
        yield return new("histogram_quantile", vector, [scalar, vector], 0);
        yield return new("holt_winters", vector, [matrix, scalar, scalar], 0);
        yield return new("label_join", vector, [vector, text, text, text], -1);
        yield return new("label_replace", vector, [vector, text, text, text, text], 0);
        yield return new("pi", scalar, [], 0);
        yield return new("predict_linear", vector, [matrix, scalar], 0);
        yield return new("quantile_over_time", vector, [scalar, matrix], 0);
        yield return new("round", vector, [vector, scalar], 1);
        yield return new("scalar", scalar, [vector], 0);
        yield return new("time", scalar, [], 0);
        yield return new("vector", vector, [scalar], 0);
    }
}
