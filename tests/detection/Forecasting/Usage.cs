using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Tests.Forecasting;

/// <summary>Courses of a volume's used share, five minutes a step, with a little noise that is always the same.</summary>
internal static class Usage
{
    public const int Day = 288;
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static Sample[] Course(int rows, Func<int, double> share, double noise = 0.001)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, rows).Select(i => new Sample(Start + (Step * i), share(i) + (noise * (random.NextDouble() - 0.5))))];
    }

    public static Forecast?[] Foresee(this IEnumerable<Sample> samples, double limit = 1)
    {
        var forecaster = new ExhaustionForecaster(new ForecastSettings());
        return [.. samples.Select(sample => forecaster.Push(sample, limit))];
    }

    /// <summary>Rows at which less than the horizon was left.</summary>
    public static int Near(this IEnumerable<Forecast?> forecasts) =>
        forecasts.Count(forecast => forecast is { } seen && seen.Eta <= new ForecastSettings().Horizon);
}
