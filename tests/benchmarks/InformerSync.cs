using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Benchmarks;

/// <summary>From nothing to a synced cache of pods, over HTTP on loopback in pages of 500; the server is in the process, too.</summary>
/// <remarks>What is kept of a pod is measured after a collection.</remarks>
[MemoryDiagnoser]
public class InformerSync
{
    private PodServer? _server;
    private KubernetesClient? _client;
    private ObjectCache<Pod>? _cache;

    [Params(1_000, 5_000, 20_000)]
    public int Pods { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _server = await PodServer.StartAsync(Pods);
        _client = new KubernetesClient(
            new ClusterConnection { Server = _server.Address, Origin = "a benchmark" },
            new TransportOptions(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        var with = GC.GetTotalMemory(forceFullCollection: true);
        var count = _cache?.Count ?? throw new InvalidOperationException("nothing was synchronized");
        _cache = null;
        var kept = (with - GC.GetTotalMemory(forceFullCollection: true)) / (double)count;
        await File.AppendAllTextAsync(
            Path.Combine(Path.GetTempPath(), "informer-sync.txt"),
            string.Create(CultureInfo.InvariantCulture, $"{count} pods: {kept:F0} bytes kept of each, {Environment.WorkingSet >> 20} MiB working set of the process\n"));
        _client!.Dispose();
        await _server!.DisposeAsync();
    }

    [Benchmark]
    public async Task<int> Sync()
    {
        using var stop = new CancellationTokenSource();
        var informer = new Informer<Pod>(
            _client!, ResourceTypes.Pods, ListQuery.Everything, InformerOptions.Default, TimeProvider.System, NullLogger.Instance);
        var run = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(CancellationToken.None);
        await stop.CancelAsync();
        await run;
        _cache = informer.Cache;
        return informer.Cache.Count;
    }
}
