namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>What the operators do with two numbers.</summary>
internal static class BinaryOperators
{
    /// <summary>An arithmetic operator; a comparison gives 1 or 0.</summary>
    public static Func<double, double, double> Arithmetic(string op) => op switch
    {
        "+" => (a, b) => a + b,
        "-" => (a, b) => a - b,
        "*" => (a, b) => a * b,
        "/" => (a, b) => a / b,
        "%" => (a, b) => a % b,
        "^" => Math.Pow,
        "atan2" => Math.Atan2,
        _ => AsNumber(Comparison(op)),
    };

    /// <summary>A comparison.</summary>
    public static Func<double, double, bool> Comparison(string op) => op switch
    {
        "==" => (a, b) => a == b,
        "!=" => (a, b) => a != b,
        "<" => (a, b) => a < b,
        "<=" => (a, b) => a <= b,
        ">" => (a, b) => a > b,
        ">=" => (a, b) => a >= b,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "no operator between two numbers"),
    };

    private static Func<double, double, double> AsNumber(Func<double, double, bool> holds) => (a, b) => holds(a, b) ? 1 : 0;
}
