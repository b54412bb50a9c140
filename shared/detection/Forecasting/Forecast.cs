using System.Globalization;

namespace Pipeline.Detection.Forecasting;

/// <summary>When a resource will be exhausted, as seen from one sample.</summary>
/// <param name="Eta">Time left; zero when the limit is reached.</param>
/// <param name="Low">Time left if it comes early: nine in ten of the ends come after this and before <paramref name="High"/>.</param>
/// <param name="High">Time left if it comes late.</param>
/// <param name="GrowthPerDay">Growth as a share of the limit, net of what is freed again.</param>
/// <param name="Seen">How long this growth has been seen.</param>
/// <param name="Basis">What it is taken from.</param>
public readonly record struct Forecast(
    TimeSpan Eta, TimeSpan Low, TimeSpan High, double GrowthPerDay, TimeSpan Seen, ForecastBasis Basis)
{
    /// <summary>"full in 5 h 20 min (4 h 10 min to 7 h), growing 1.2 %/h for 9 h".</summary>
    public string Reason => Basis switch
    {
        ForecastBasis.Reached => "full: the limit is reached",
        ForecastBasis.Date when Eta <= TimeSpan.Zero => "expired",
        ForecastBasis.Date => $"expires in {Time(Eta)}",
        ForecastBasis.NewGrowth => $"{Left}, growing {Percent(GrowthPerDay / 24)}/h for {Time(Seen)}",
        ForecastBasis.RisingPeaks => $"{Left}, peaks growing {Percent(GrowthPerDay)}/d over {Time(Seen)}",
        _ => $"{Left}, growing {Percent(GrowthPerDay)} in the last {Time(Seen)}",
    };

    private string Left => $"full in {Time(Eta)} ({Time(Low)} to {Time(High)})";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:G2} %");

    private static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 60 } => $"{Math.Round(time.TotalMinutes)} min",
        { TotalHours: < 48 } => Two((int)time.TotalHours, "h", time.Minutes, "min"),
        _ => Two((int)time.TotalDays, "d", time.Hours, "h"),
    };

    private static string Two(int major, string majorUnit, int minor, string minorUnit) =>
        minor == 0 ? $"{major} {majorUnit}" : $"{major} {majorUnit} {minor} {minorUnit}";
}
