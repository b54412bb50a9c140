using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Pipeline.Canonical;
using Pipeline.Contracts.Metrics;
using Pipeline.Incidents.Tests;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Benchmarks;

/// <summary>What the hash chain costs an event: its canonical JSON and the SHA-256 over it, against serializing it at all.</summary>
[MemoryDiagnoser]
public class EventHashing
{
    private object _event = null!;
    private JsonElement _json;

    /// <summary>Samples of the event's metric window; 60 of them are about 2 KB of JSON.</summary>
    [Params(0, 60, 1440)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _event = new SymptomObserved { At = Some.Noon, Report = Some.Report() with { Window = Samples == 0 ? null : Window() } };
        _json = JsonSerializer.SerializeToElement(_event, _event.GetType());
    }

    [Benchmark(Baseline = true)]
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(_event, _event.GetType());

    [Benchmark]
    public byte[] Canonical_form() => CanonicalJson.Write(_json);

    [Benchmark]
    public byte[] Canonical_form_and_hash() => SHA256.HashData(CanonicalJson.Write(_json));

    private MetricWindow Window() => new()
    {
        Entity = Some.Pod,
        Metric = "cpu-utilization",
        Unit = "1",
        Signal = Signal.Saturation,
        Start = Some.Noon,
        Step = TimeSpan.FromSeconds(15),
        Samples = [.. Enumerable.Range(0, Samples).Select(i => (double?)(0.5 + (0.4 * Math.Sin(i / 9.0))))],
    };
}
