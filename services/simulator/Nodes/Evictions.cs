using System.Globalization;

namespace Pipeline.Simulator.Nodes;

/// <summary>A node's defence of its memory, disk and process numbers: pressure conditions, and the eviction of one pod at a time.</summary>
/// <remarks>Thresholds and ranking are the kubelet's defaults: memory 100Mi, disk 10 %, processes 10 %; a condition stays 5 minutes after its cause.</remarks>
internal sealed class Evictions(Kubelet kubelet)
{
    private const double DiskFraction = 0.10;
    private const double ProcessFraction = 0.10;
    private const int SystemCritical = 2_000_000_000;
    private static readonly TimeSpan Transition = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenEvictions = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, DateTimeOffset> _lastSeen = new(StringComparer.Ordinal);
    private DateTimeOffset _lastEviction;

    public bool Memory => Holds("memory");

    public bool Disk => Holds("ephemeral-storage");

    public bool Processes => Holds("pids");

    public void Check()
    {
        var machine = kubelet.Machine;
        Look("memory", machine.AvailableMemory, machine.Hardware.EvictionBytes, r => r.WorkingSetBytes, c => c.MemoryRequest, Binary);
        Look("ephemeral-storage", machine.AvailableDisk, machine.Hardware.DiskBytes * DiskFraction, r => r.DiskBytes, _ => 0, Binary);
        Look("pids", Machine.MostProcesses - machine.Processes, Machine.MostProcesses * ProcessFraction, r => r.Processes, _ => 0, Plain);
    }

    private bool Holds(string resource) => _lastSeen.TryGetValue(resource, out var seen) && kubelet.Context.Now - seen < Transition;

    private void Look(
        string resource, double available, double threshold, Func<ContainerRun, double> use, Func<ContainerSpec, double?> request, Func<double, string> text)
    {
        var held = Holds(resource);
        if (available >= threshold)
        {
            if (!held && _lastSeen.Remove(resource))
                Tell(resource, ends: true);
            return;
        }
        _lastSeen[resource] = kubelet.Context.Now;
        if (!held)
            Tell(resource, ends: false);
        if (kubelet.Context.Now - _lastEviction < BetweenEvictions)
            return;
        kubelet.Tell("Warning", "EvictionThresholdMet", $"Attempting to reclaim {resource}");
        if (Victim(use, request) is not { } victim)
            return;
        _lastEviction = kubelet.Context.Now;
        Evict(victim, resource, available, threshold, use, request, text);
    }

    private PodLife? Victim(Func<ContainerRun, double> use, Func<ContainerSpec, double?> request) => kubelet.Pods
        .Where(p => !p.IsEnding && p.Spec.Priority < SystemCritical && p.Running.Any())
        .Select(p => (Pod: p, Use: p.Running.Sum(r => use(r.Run)), Request: p.Spec.Containers.Sum(c => request(c) ?? 0)))
        .OrderByDescending(p => p.Use > p.Request)
        .ThenBy(p => p.Pod.Spec.Priority)
        .ThenByDescending(p => p.Use - p.Request)
        .Select(p => p.Pod)
        .FirstOrDefault();

    private static void Evict(
        PodLife pod, string resource, double available, double threshold, Func<ContainerRun, double> use, Func<ContainerSpec, double?> request,
        Func<double, string> text)
    {
        var message = resource == "pids"
            ? $"The node was low on resource: pids. Threshold quantity: {text(threshold)}, available: {text(available)}. "
            : $"The node was low on resource: {resource}. Threshold quantity: {text(threshold)}, available: {text(available)}. "
                + string.Concat(pod.Running.Where(r => use(r.Run) > (request(r.Run.Spec) ?? 0)).Select(r =>
                    $"Container {r.Run.Spec.Name} was using {text(use(r.Run))}, request is {text(request(r.Run.Spec) ?? 0)}, has larger consumption of {resource}. "));
        pod.Tell("Warning", "Evicted", message);
        foreach (var (container, _) in pod.Running.ToList())
            pod.Tell("Normal", "Killing", $"Stopping container {container.Spec.Name}", container.Spec.FieldPath);
        pod.Fail("Evicted", message);
    }

    private void Tell(string resource, bool ends)
    {
        var reason = (resource, ends) switch
        {
            ("memory", false) => "NodeHasInsufficientMemory",
            ("memory", true) => "NodeHasSufficientMemory",
            ("pids", false) => "NodeHasInsufficientPID",
            ("pids", true) => "NodeHasSufficientPID",
            (_, false) => "NodeHasDiskPressure",
            _ => "NodeHasNoDiskPressure",
        };
        kubelet.Tell("Normal", reason, $"Node {kubelet.Name} status is now: {reason}");
        kubelet.NodeChanged();
    }

    private static string Binary(double bytes) => bytes switch
    {
        0 => "0",
        _ when bytes >= 1024 * 1024 && bytes % (1024 * 1024) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024):0}Mi"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0}Ki"),
    };

    private static string Plain(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
