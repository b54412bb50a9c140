using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection;
using Pipeline.Detection.Series;

namespace Pipeline.Detector.Tests;

/// <summary>Values that tests start from.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static readonly EntityRef Pod = new("test", "shop", "Pod", "cart-7d4b9c6f8-x2x5z");

    public static readonly DetectionSettings Settings = new()
    {
        BaselineSamples = 60,
        MinimumHistory = 20,
        ObservationInterval = TimeSpan.Zero,
    };

    /// <summary>Twenty calm minutes before noon and more.</summary>
    public static double?[] Calm(int samples, double level = 0.2) =>
        [.. Enumerable.Range(0, samples).Select(i => (double?)(level * (1 + (0.02 * ((i * 7 % 5) - 2)))))];

    public static double?[] Level(int samples, double level) => [.. Enumerable.Repeat((double?)level, samples)];

    /// <summary>A window whose first sample is at noon.</summary>
    public static MetricWindow Window(params IEnumerable<double?> samples) => new()
    {
        Entity = Pod,
        Metric = "cpu-utilization",
        Unit = "1",
        Signal = Signal.Saturation,
        Start = Noon,
        Step = Minute,
        Samples = [.. samples],
    };

    public static SeriesMonitor Monitor(MetricWindow window, DetectionSettings? settings = null) =>
        new(SeriesIdentity.Of(window, "prometheus", SourceClock.Live), settings ?? Settings);

    /// <summary>What a new monitor reports on a window.</summary>
    public static List<SymptomReport> ReportsOn(MetricWindow window, DetectionSettings? settings = null)
    {
        var reports = new List<SymptomReport>();
        Monitor(window, settings).Observe(window, reports);
        return reports;
    }
}
