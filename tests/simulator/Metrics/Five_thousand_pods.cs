using System.Buffers;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.Metrics.Exposition;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Metrics;

/// <summary>200 nodes and 5,000 pods under observation for a quarter of an hour.</summary>
[Trait("Category", "Load")]
public sealed class Five_thousand_pods
{
    private const int NodeCount = 200;
    private const int Pods = 5000;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Are_held_in_linear_memory_and_scraped_in_a_fraction_of_the_interval()
    {
        var loop = new SimulationLoop(Noon, TimeProvider.System);
        var cluster = new StoredObjects();
        for (var node = 0; node < NodeCount; node++)
            cluster.Put(Kinds.Node, $$$"""{"metadata":{"name":"n{{{node}}}"},"status":{"addresses":[{"type":"InternalIP","address":"10.0.{{{node}}}.1"}]}}""");
        for (var pod = 0; pod < Pods; pod++)
        {
            cluster.Put(Kinds.Pod, $$$"""
                {"metadata":{"name":"pod-{{{pod}}}","namespace":"ns-{{{pod % 20}}}","uid":"uid-{{{pod}}}","creationTimestamp":"2026-11-01T00:00:00Z"},
                 "spec":{"nodeName":"n{{{pod % NodeCount}}}","restartPolicy":"Always","containers":[{"name":"app","image":"app:1",
                  "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m","memory":"64Mi"} } }]},
                 "status":{"phase":"Running","podIP":"10.1.{{{pod / 250}}}.{{{pod % 250}}}","conditions":[{"type":"Ready","status":"True"}],
                  "containerStatuses":[{"name":"app","image":"app:1","ready":true,"restartCount":0,"state":{"running":{} } }]} }
                """);
        }
        using var monitoring = new Monitoring(loop, cluster, new World(loop), new HistoryOptions());
        monitoring.Start();
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        loop.Advance(TimeSpan.FromMinutes(15));
        var perScrape = clock.GetElapsedTime(start) / 60;
        var history = monitoring.History;
        var bytesPerSeries = (double)history.Bytes / history.SeriesCount;
        Assert.InRange(history.SeriesCount, Pods * 60, Pods * 120);
        Assert.InRange(bytesPerSeries, 200, 700);
        Assert.InRange(perScrape.TotalSeconds, 0, 5); // of 15; about 1 on two cores busy with other work
        var rates = (QueryResult.Vector)monitoring.Queries.Instant(
            "sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=\"\"}[5m]))", loop.GetUtcNow().ToUnixTimeMilliseconds(),
            CancellationToken.None);
        Assert.Equal(20, rates.Elements.Count);
        Assert.InRange(rates.Elements.Sum(e => e.Sample.Value), Pods * 0.099, Pods * 0.101);
        Assert.InRange(PageBytes(monitoring), 10_000_000, 200_000_000);
    }

    private static long PageBytes(Monitoring monitoring)
    {
        var page = new ScrapePage();
        monitoring.Exporters.Single(e => e.Name == "kube-state-metrics").Write(page);
        var output = new ArrayBufferWriter<byte>();
        var text = new TextExposition(output, openMetrics: false);
        var bytes = 0L;
        foreach (var (family, samples) in page.Families)
        {
            text.Write(family, samples);
            bytes += output.WrittenCount;
            output.ResetWrittenCount();
        }
        return bytes;
    }

    private sealed class World(TimeProvider clock) : IWorldMeasurements
    {
        private double Elapsed => (clock.GetUtcNow() - Noon).TotalSeconds;

        public IEnumerable<ContainerMeasurement> Containers() => Enumerable.Range(0, Pods).Select(i => new ContainerMeasurement(
            $"ns-{i % 20}", $"pod-{i}", $"uid-{i}", "app", "app:1", $"n{i % NodeCount}", $"/kubepods/poduid-{i}/cri-containerd-{i}.scope", Noon,
            (Elapsed * 0.1) + (0.001 * Math.Sin(Elapsed * i)), Elapsed * 10, Elapsed / 10, Elapsed / 50, 1e8 + (1e6 * Math.Sin(Elapsed + i)), 9e7, 0, 1e6, Elapsed * 100, Elapsed * 200));

        public IEnumerable<NetworkMeasurement> PodNetworks() => Enumerable.Range(0, Pods).Select(i => Network($"ns-{i % 20}", $"pod-{i}", $"n{i % NodeCount}"));

        public IEnumerable<NodeMeasurement> Nodes() => Enumerable.Range(0, NodeCount).Select(i =>
        {
            var core = new Dictionary<string, double> { ["idle"] = Elapsed, ["user"] = Elapsed / 2 };
            return new NodeMeasurement(
                $"n{i}", $"10.0.{i}.1", [core, core, core, core], 3e10, 2e10, 1e12, 5e11, 1e7, 9e6, 1, 1, 1, Elapsed / 20, Network("", "", $"n{i}"), Noon);
        });

        public IEnumerable<RequestMeasurement> Requests() => Enumerable.Range(0, Pods).Where(i => i % 2 == 0).Select(i => new RequestMeasurement(
            $"ns-{i % 20}", $"service-{i / 10}", $"pod-{i}", $"n{i % NodeCount}", $"service-{i / 10}",
            new Dictionary<string, double> { ["200"] = Elapsed * i, ["500"] = Elapsed },
            [.. Enumerable.Range(1, 10).Select(b => KeyValuePair.Create(b / 10.0, Elapsed * i * b / 10))], Elapsed, Elapsed * i));

        public IEnumerable<CallMeasurement> Calls() => [];

        public IEnumerable<VolumeMeasurement> Volumes() => [];

        public IReadOnlyDictionary<string, double> DnsResponses() => new Dictionary<string, double> { ["NOERROR"] = Elapsed };

        private NetworkMeasurement Network(string ns, string pod, string node) =>
            new(ns, pod, node, "eth0", Elapsed * 12_345, Elapsed * 23_456, Elapsed * 123, Elapsed * 99, 0, 0, 0, 0);
    }
}
