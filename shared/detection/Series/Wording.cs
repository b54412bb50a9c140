using System.Globalization;

namespace Pipeline.Detection.Series;

/// <summary>Says in words and numbers why a series is, or no longer is, a symptom.</summary>
internal static class Wording
{
    /// <summary>"cpu-utilization 0.97 (1), 6.1 robust deviations above the median 0.21 of the last 60 samples, for 4 min".</summary>
    public static string Firing(SeriesIdentity series, double value, Judgement verdict, TimeSpan lasting) =>
        $"{Value(series, value)}, {Why(verdict)}, for {Time(lasting)}";

    public static string Fading(SeriesIdentity series, double value, Judgement verdict, TimeSpan healthy) =>
        $"{Value(series, value)}, {WhyNot(verdict)}, but only for {Time(healthy)} so far";

    public static string Cleared(SeriesIdentity series, double value, Judgement verdict, TimeSpan healthy) =>
        $"{Value(series, value)}, {WhyNot(verdict)} for {Time(healthy)}: over";

    public static string Accepted(SeriesIdentity series, double value, double? baseline, TimeSpan lasting) =>
        $"{Value(series, value)} has been the level for {Time(lasting)} and is steady: " +
        $"taken as the new normal{(baseline is { } old ? $" in place of {Number(old)}" : "")}";

    public static string Missing(SeriesIdentity series, DateTimeOffset since) =>
        $"no data of {series.Metric} since {since.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z: " +
        "whether the symptom is still there cannot be said";

    /// <summary>A time as people say it: "45 s", "4 min", "1 h 30 min", "2 d 3 h".</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => $"{Number(Math.Round(time.TotalSeconds, 1))} s",
        { TotalMinutes: < 120 } => Two((int)time.TotalMinutes, "min", time.Seconds, "s"),
        { TotalHours: < 48 } => Two((int)time.TotalHours, "h", time.Minutes, "min"),
        _ => Two((int)time.TotalDays, "d", time.Hours, "h"),
    };

    private static string Two(int major, string majorUnit, int minor, string minorUnit) =>
        minor == 0 ? $"{major} {majorUnit}" : $"{major} {majorUnit} {minor} {minorUnit}";

    private static string Value(SeriesIdentity series, double value) => $"{series.Metric} {Number(value)} ({series.Unit})";

    private static string Why(Judgement verdict) => verdict switch
    {
        { Threshold: { } limit } => $"at or {Side(verdict)} the limit {Number(limit)}",
        { Score: { } score, Baseline: { } median } =>
            $"{Deviations(score)} {Side(verdict)} {Normal(median, verdict.Basis)}",
        _ => "unlike before",
    };

    private static string WhyNot(Judgement verdict) => verdict switch
    {
        { Threshold: { } limit } => $"back {(verdict.Above ? "below" : "above")} the limit {Number(limit)}",
        { Score: { } score, Baseline: { } median } =>
            $"back at {Deviations(score)} from {Normal(median, verdict.Basis)}",
        _ => "as before",
    };

    private static string Normal(double baseline, Basis basis) => basis == Basis.Yesterday
        ? $"{Number(baseline)}, the level at this time of yesterday"
        : $"the median {Number(baseline)} of the last {basis.Samples} samples";

    private static string Side(Judgement verdict) => verdict.Above ? "above" : "below";

    private static string Deviations(double score) => Math.Abs(score) >= 1000
        ? "more than 1000 robust deviations"
        : $"{Math.Abs(score).ToString("0.0", CultureInfo.InvariantCulture)} robust deviations";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
