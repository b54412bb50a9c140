using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Csv;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Masking;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests;

/// <summary>Values that tests do not care about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static Masker Masker { get; } = Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()), "test"), new MaskingOptions());

    public static CsvFile File(string path, Action<CsvSourceOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new CsvSourceOptions { Path = path };
        change?.Invoke(options);
        return new CsvFile("demo", "csv:" + Path.GetFileName(path), options, clock ?? new ManualClock(Noon), NullLogger.Instance);
    }

    public static CsvSubject Subject(string stem = "node") => new() { Cluster = "demo", FileStem = stem };

    public static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static MetricWindow Window(
        string metric, DateTimeOffset start, TimeSpan step, IReadOnlyList<double?> samples, string name = "cart",
        IReadOnlyDictionary<string, string>? labels = null) => new()
        {
            Entity = new EntityRef("demo", "shop", "Deployment", name),
            Metric = metric,
            Unit = "1",
            Signal = Signal.Saturation,
            Labels = labels ?? new Dictionary<string, string>(),
            Start = start,
            Step = step,
            Samples = samples,
        };
}
