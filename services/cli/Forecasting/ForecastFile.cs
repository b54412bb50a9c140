using System.Globalization;
using Pipeline.Detection.Forecasting;

namespace Pipeline.Cli.Forecasting;

/// <summary>Forecasts of one file, row by row, each from that row and those before it.</summary>
internal static class ForecastFile
{
    /// <summary>Reads a series and writes its forecasts.</summary>
    /// <param name="input">CSV: <c>timestamp,value</c>.</param>
    /// <param name="output">Written beside and put in place when complete, so that nobody reads half of it.</param>
    /// <param name="limit">Where the series is exhausted.</param>
    /// <param name="settings">How it is foreseen.</param>
    /// <param name="columns">What is written.</param>
    /// <returns>Rows written, and rows with the alert up.</returns>
    public static (int Rows, int Alerts) Write(string input, string output, double limit, ForecastSettings settings, ForecastColumns columns)
    {
        var (forecaster, alarm) = (new ExhaustionForecaster(settings), new ExhaustionAlarm(settings));
        var (rows, alerts) = (0, 0);
        var partial = output + ".partial";
        using (var writer = new StreamWriter(partial))
        {
            writer.Write(columns == ForecastColumns.Eta ? "timestamp,eta_seconds\n" : "timestamp,eta_seconds,eta_low,eta_high,alert,reason\n");
            foreach (var (time, sample) in SeriesFile.Read(input))
            {
                var forecast = forecaster.Push(sample, limit);
                var alert = alarm.Observe(sample.At, forecast);
                writer.Write(columns == ForecastColumns.Eta ? string.Create(CultureInfo.InvariantCulture, $"{time},{forecast?.Eta.TotalSeconds:F0}\n") : Row(time, forecast, alert));
                rows++;
                alerts += alert ? 1 : 0;
            }
        }

        File.Move(partial, output, overwrite: true);
        return (rows, alerts);
    }
    private static string Row(string time, Forecast? forecast, bool alert) => forecast is { } seen
        ? string.Create(CultureInfo.InvariantCulture, $"{time},{seen.Eta.TotalSeconds:F0},{seen.Low.TotalSeconds:F0},{seen.High.TotalSeconds:F0},{(alert ? 1 : 0)},\"{seen.Reason}\"\n")
        : $"{time},,,,{(alert ? 1 : 0)},\n";
}
