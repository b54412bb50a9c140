namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>Functions of one value.</summary>
internal static class ElementFunctions
{
    /// <summary>The function of a name that takes an instant vector alone and changes each value; null when there is none.</summary>
    public static Func<double, double>? Find(string name) => name switch
    {
        "abs" => Math.Abs,
        "ceil" => Math.Ceiling,
        "floor" => Math.Floor,
        "exp" => Math.Exp,
        "ln" => Math.Log,
        "log2" => Math.Log2,
        "log10" => Math.Log10,
        "sqrt" => Math.Sqrt,
        "sgn" => v => v < 0 ? -1 : v > 0 ? 1 : v,
        "sin" => Math.Sin,
        "cos" => Math.Cos,
        "tan" => Math.Tan,
        "asin" => Math.Asin,
        "acos" => Math.Acos,
        "atan" => Math.Atan,
        "sinh" => Math.Sinh,
        "cosh" => Math.Cosh,
        "tanh" => Math.Tanh,
        "asinh" => Math.Asinh,
        "acosh" => Math.Acosh,
        "atanh" => Math.Atanh,
        "deg" => v => v * 180 / Math.PI,
        "rad" => v => v * Math.PI / 180,
        _ => null,
    };

    /// <summary>The function of a name that reads a value as seconds since 1970; null when there is none.</summary>
    public static Func<double, double>? FindOfDate(string name) => name switch
    {
        "minute" => OfDate(t => t.Minute),
        "hour" => OfDate(t => t.Hour),
        "day_of_week" => OfDate(t => (int)t.DayOfWeek),
        "day_of_month" => OfDate(t => t.Day),
        "day_of_year" => OfDate(t => t.DayOfYear),
        "days_in_month" => OfDate(t => DateTime.DaysInMonth(t.Year, t.Month)),
        "month" => OfDate(t => t.Month),
        "year" => OfDate(t => t.Year),
        _ => null,
    };

    /// <summary>The nearest multiple; halves go up.</summary>
    public static double Round(double value, double toNearest)
    {
        var inverse = 1 / toNearest; // as Prometheus computes it: 0.1 has no exact multiple
        return Math.Floor((value * inverse) + 0.5) / inverse;
    }

    private static Func<double, double> OfDate(Func<DateTimeOffset, int> part) => value =>
    {
        var seconds = double.IsNaN(value) ? double.NegativeInfinity : Math.Truncate(value);
        return seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? double.NaN // outside of the years 1 to 9999
            : part(DateTimeOffset.FromUnixTimeSeconds((long)seconds));
    };
}
