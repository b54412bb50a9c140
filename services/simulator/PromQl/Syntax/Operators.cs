namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>The binary operators.</summary>
internal static class Operators
{
    /// <summary>How closely an operator binds; higher is closer, 0 for what is none.</summary>
    public static int Precedence(string op) => op switch
    {
        "or" => 1,
        "and" or "unless" => 2,
        "==" or "!=" or "<" or "<=" or ">" or ">=" => 3,
        "+" or "-" => 4,
        "*" or "/" or "%" or "atan2" => 5,
        "^" => 6,
        _ => 0,
    };

    public static bool IsSet(string op) => op is "and" or "or" or "unless";

    public static bool IsComparison(string op) => Precedence(op) == 3;

    /// <summary>Whether the result is named as the metric still; of the arithmetic ones only atan2, an oversight of Prometheus.</summary>
    public static bool KeepsName(string op) => op == "atan2";
}
