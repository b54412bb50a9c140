using BenchmarkDotNet.Attributes;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection;
using Pipeline.Detection.Series;

namespace Pipeline.Benchmarks;

/// <summary>A new window of a partition: four samples of each of 1,000 warm series, scored by all their detectors.</summary>
/// <remarks>The baseline only walks over the samples; the ratio is the price of the detectors, robust statistics included.</remarks>
[MemoryDiagnoser]
public class Scoring
{
    private const int Series = 1_000;
    private const int History = 120;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly List<SymptomReport> _reports = [];
    private SeriesMonitor[] _monitors = [];
    private MetricWindow[] _windows = [];
    private int _round;

    [GlobalSetup]
    public void Setup()
    {
        _monitors = [.. Enumerable.Range(0, Series).Select(n => new SeriesMonitor(Identity(n), new DetectionSettings()))];
        for (var n = 0; n < Series; n++)
            _monitors[n].WarmUp(Window(n, 0, History));
        _round = 0;
        NextWindows();
    }

    [IterationSetup]
    public void NextWindows()
    {
        _windows = [.. Enumerable.Range(0, Series).Select(n => Window(n, History + (4 * _round), 4))];
        _round++;
        _reports.Clear();
    }

    [Benchmark(Baseline = true)]
    public double Walk_over_the_samples() => _windows.Sum(window => window.Samples.Sum(sample => sample ?? 0));

    [Benchmark]
    public int Score()
    {
        for (var n = 0; n < Series; n++)
            _monitors[n].Observe(_windows[n], _reports);
        return _reports.Count;
    }

    private static SeriesIdentity Identity(int n) => SeriesIdentity.Of(Window(n, 0, 0), "benchmark", SourceClock.Live);

    /// <summary>A daily rhythm with noise that depends on the place only.</summary>
    private static MetricWindow Window(int series, int from, int count) => new()
    {
        Entity = new EntityRef("demo", "shop", "Deployment", $"service-{series}"),
        Metric = "cpu-utilization",
        Unit = "1",
        Signal = Signal.Saturation,
        Start = Start + (Step * from),
        Step = Step,
        Samples = [.. Enumerable.Range(from, count).Select(i => (double?)(0.4 + (0.1 * Math.Sin((i + series) / 40.0)) + (0.02 * Math.Cos(i * 7.3))))],
    };
}
