namespace Pipeline.Detection.Forecasting;

/// <summary>How good forecasts are on series whose end is known.</summary>
/// <remarks>
/// An alert is a forecast of at most the horizon held for 30 minutes. A series that fills is foreseen when an alert is up without a break
/// from at least an hour before. An alert that begins while more than twice the horizon remains, or on a series that never fills, is
/// false, counted once for each day that it touches. The ratio compares forecast and truth over the last day, a missing one as 10.
/// </remarks>
public sealed class ExhaustionScore(TimeSpan step, TimeSpan horizon)
{
    private const int Hold = 6;
    private const long Day = 86_400;
    private static readonly double Worst = Math.Log(10);
    private readonly List<double> _errors = [];
    private readonly List<double> _leads = [];
    private double _days;

    /// <summary>Series that fill within what is known of them.</summary>
    public int Fills { get; private set; }

    /// <summary>Those of them that were foreseen.</summary>
    public int Foreseen { get; private set; }

    /// <summary>Days with a false alert.</summary>
    public int FalseDays { get; private set; }

    /// <summary>Foreseen among all that fill.</summary>
    public double Recall => (double)Foreseen / Math.Max(1, Fills);

    /// <summary>Foreseen among the foreseen and the false days.</summary>
    public double Precision => (double)Foreseen / Math.Max(1, Foreseen + FalseDays);

    /// <summary>Harmonic mean of both.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>Days with a false alert in a week of one series.</summary>
    public double FalseDaysPerWeek => _days > 0 ? FalseDays / (_days / 7) : 0;

    /// <summary>Median of the forecast's ratio to the truth, whichever is larger over the other; not a number without any.</summary>
    public double Ratio => _errors.Count > 0 ? Math.Exp(Median(_errors)) : double.NaN;

    /// <summary>Median hours between a right alert and the end.</summary>
    public double LeadHours => _leads.Count > 0 ? Median(_leads) : 0;

    /// <summary>Adds a series.</summary>
    /// <param name="times">Unix seconds of its rows.</param>
    /// <param name="etas">Seconds left as foretold at each row; infinite when none.</param>
    /// <param name="fullAt">Unix seconds; null when it never fills.</param>
    /// <returns>Whether it was foreseen, and its days with a false alert.</returns>
    public (bool Foreseen, int FalseDays) Add(ReadOnlySpan<long> times, ReadOnlySpan<double> etas, long? fullAt)
    {
        _days += times.Length * step.TotalSeconds / Day;
        var alerts = Alerts(times, etas);
        var wrong = new HashSet<long>();
        foreach (var (from, to) in alerts)
        {
            if (fullAt is { } full && full - from <= 2 * horizon.TotalSeconds)
                continue;
            var end = Math.Min(to ?? times[^1], fullAt is { } at ? at - (2 * (long)horizon.TotalSeconds) : long.MaxValue);
            for (var day = (from - times[0]) / Day; day <= (Math.Max(from, end - 1) / Day) - (times[0] / Day); day++)
                wrong.Add(day);
        }

        FalseDays += wrong.Count;
        if (fullAt is not { } filled || filled > times[^1] + step.TotalSeconds)
            return (false, wrong.Count);
        Fills++;
        Compare(times, etas, filled);
        if (alerts.Count == 0 || alerts[^1].To is not null || alerts[^1].From > filled - 3600)
            return (false, wrong.Count);
        Foreseen++;
        _leads.Add(Math.Min(filled - alerts[^1].From, 2 * horizon.TotalSeconds) / 3600);
        return (true, wrong.Count);
    }

    private List<(long From, long? To)> Alerts(ReadOnlySpan<long> times, ReadOnlySpan<double> etas)
    {
        var alerts = new List<(long From, long? To)>();
        var (held, up) = (0, false);
        for (var i = 0; i < times.Length; i++)
        {
            held = etas[i] <= horizon.TotalSeconds ? held + 1 : 0;
            var now = held >= Hold;
            if (now && !up)
                alerts.Add((times[i], null));
            else if (up && !now)
                alerts[^1] = (alerts[^1].From, times[i]);
            up = now;
        }

        return alerts;
    }

    private void Compare(ReadOnlySpan<long> times, ReadOnlySpan<double> etas, long full)
    {
        for (var i = 0; i < times.Length; i++)
        {
            var left = full - times[i];
            if (left is >= 3600 and <= Day)
                _errors.Add(double.IsFinite(etas[i]) ? Math.Min(Math.Abs(Math.Log(Math.Max(etas[i], 60) / left)), Worst) : Worst);
        }
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
