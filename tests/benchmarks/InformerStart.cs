using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;
using Pipeline.Processes;

namespace Pipeline.Benchmarks;

/// <summary>A fresh process fills its cache from a server in another one, and then nothing happens: what BenchmarkDotNet's warm runs cannot say.</summary>
internal static class InformerStart
{
    /// <param name="pods">How many there are.</param>
    /// <param name="quiet">How long the cost of doing nothing is measured.</param>
    public static async Task RunAsync(int pods, TimeSpan quiet, TextWriter output)
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ChildProcess.Start(new ChildProcessStart(Environment.ProcessPath!, "informer-server", pods.ToString(CultureInfo.InvariantCulture))
        {
            OnLine = line =>
            {
                if (Uri.TryCreate(line, UriKind.Absolute, out var url))
                    address.TrySetResult(url);
            },
        });
        var url = await address.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        var before = (Wall: Stopwatch.GetTimestamp(), Cpu: Environment.CpuUsage.TotalTime);
        using var client = new KubernetesClient(
            new ClusterConnection { Server = url, Origin = "a benchmark" },
            new TransportOptions(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
        using var stop = new CancellationTokenSource();
        var informer = new Informer<Pod>(
            client, ResourceTypes.Pods, ListQuery.Everything, InformerOptions.Default, TimeProvider.System, NullLogger.Instance);
        var run = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(CancellationToken.None);
        var (wall, cpu) = (Stopwatch.GetElapsedTime(before.Wall), Environment.CpuUsage.TotalTime - before.Cpu);
        var working = Environment.WorkingSet;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{informer.Cache.Count} pods in {wall.TotalSeconds:F2} s (processor {cpu.TotalSeconds:F2} s), working set {working >> 20} MiB"));
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"heap after a collection {kept >> 20} MiB: {kept / (double)pods / 1024:F1} KiB per pod with all the rest"));
        var busy = Environment.CpuUsage.TotalTime;
        await Task.Delay(quiet, TimeProvider.System, CancellationToken.None);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{quiet.TotalSeconds:F0} s of a quiet cluster cost {(Environment.CpuUsage.TotalTime - busy).TotalMilliseconds:F0} ms of processor time"));
        await stop.CancelAsync();
        await run;
    }
}
