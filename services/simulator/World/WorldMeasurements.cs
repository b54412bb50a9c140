using Pipeline.Simulator.Load;
using Pipeline.Simulator.Nodes;

namespace Pipeline.Simulator.World;

/// <summary>Reads the world as exporters would.</summary>
internal sealed class WorldMeasurements(Fleet fleet, LoadModel load) : IWorldMeasurements
{
    private IEnumerable<(Kubelet Kubelet, PodLife Pod)> Pods =>
        from kubelet in fleet.Kubelets
        where kubelet.Answers
        from pod in kubelet.Pods
        where pod.Running.Any()
        select (kubelet, pod);

    public IEnumerable<ContainerMeasurement> Containers()
    {
        foreach (var (kubelet, pod) in Pods)
        {
            foreach (var (container, run) in pod.Running)
            {
                yield return new ContainerMeasurement(
                    pod.Object.Key.Namespace, pod.Object.Key.Name, pod.Object.Uid, run.Spec.Name, run.Spec.Image, kubelet.Name,
                    run.Cgroup ??= CgroupOf(pod, run), run.StartedAt,
                    run.CpuSeconds, Math.Floor(run.Periods), Math.Floor(run.ThrottledPeriods), run.ThrottledSeconds,
                    Math.Floor(run.WorkingSetBytes), Math.Floor(run.WorkingSetBytes * 0.93), container.OomEvents,
                    Math.Floor(run.DiskBytes), Math.Floor(run.DiskBytes * 0.2), Math.Floor(run.DiskBytes));
            }
        }
    }

    private static string CgroupOf(PodLife pod, ContainerRun run)
    {
        var slice = pod.QosClass switch { "BestEffort" => "kubepods-besteffort", "Burstable" => "kubepods-burstable", _ => "kubepods" };
        var group = slice == "kubepods" ? $"/{slice}.slice" : $"/kubepods.slice/{slice}.slice";
        return $"{group}/{slice}-pod{pod.Object.Uid.Replace('-', '_')}.slice/cri-containerd-{run.Id["containerd://".Length..]}.scope";
    }

    public IEnumerable<NetworkMeasurement> PodNetworks() =>
        Pods.Where(p => !p.Pod.Spec.HostNetwork).Select(p => Network(p.Pod.Object.Key.Namespace, p.Pod.Object.Key.Name, p.Kubelet.Name, p.Pod.Network));

    public IEnumerable<NodeMeasurement> Nodes()
    {
        foreach (var kubelet in fleet.Kubelets.Where(k => k.Machine.IsUp))
        {
            var (machine, hardware) = (kubelet.Machine, kubelet.Machine.Hardware);
            var perCore = Enumerable.Range(0, hardware.Cores).Select(_ => (IReadOnlyDictionary<string, double>)new Dictionary<string, double>
            {
                ["idle"] = machine.IdleSeconds / hardware.Cores,
                ["user"] = machine.UserSeconds / hardware.Cores,
                ["system"] = machine.SystemSeconds / hardware.Cores,
                ["iowait"] = machine.IowaitSeconds / hardware.Cores,
            }).ToList();
            const double InodesPerByte = 1.0 / 16384;
            yield return new NodeMeasurement(
                kubelet.Name, kubelet.Ip, perCore, hardware.MemoryBytes, machine.AvailableMemory, hardware.DiskBytes, machine.AvailableDisk,
                Math.Floor(hardware.DiskBytes * InodesPerByte), Math.Floor(machine.AvailableDisk * InodesPerByte),
                machine.Load1, machine.Load5, machine.Load15, machine.DiskIoSeconds, Network("", "", kubelet.Name, machine.Network), machine.BootedAt);
        }
    }

    public IEnumerable<RequestMeasurement> Requests()
    {
        foreach (var (kubelet, pod) in Pods)
        {
            foreach (var (_, run) in pod.Running)
            {
                foreach (var (service, counters) in run.Requests)
                {
                    yield return new RequestMeasurement(
                        service.Namespace, service.Name, pod.Object.Key.Name, kubelet.Name, pod.Workload,
                        counters.ByCode.ToDictionary(c => c.Key, c => Math.Floor(c.Value)),
                        [.. RequestCounters.Bounds.Zip(counters.Buckets, (bound, count) => KeyValuePair.Create(bound, Math.Floor(count)))],
                        counters.Sum, Math.Floor(counters.Count));
                }
            }
        }
    }

    public IEnumerable<CallMeasurement> Calls() =>
        from entry in Pods
        from running in entry.Pod.Running
        from served in running.Run.Requests
        from call in running.Run.Program.Calls
        let count = Math.Floor(served.Value.Count * call.PerRequest)
        where count > 0
        select new CallMeasurement(served.Key.Namespace, entry.Pod.Workload, entry.Pod.Object.Key.Name, call.Service, count);

    public IEnumerable<VolumeMeasurement> Volumes()
    {
        foreach (var (kubelet, pod) in Pods)
        {
            foreach (var (claim, volume) in load.Claims.Mounted(pod))
            {
                var inodes = Math.Floor(volume.CapacityBytes / 16384);
                yield return new VolumeMeasurement(
                    claim.Key.Namespace, claim.Key.Name, pod.Object.Key.Name, kubelet.Name, volume.CapacityBytes,
                    Math.Floor(volume.CapacityBytes - volume.UsedBytes), Math.Floor(volume.UsedBytes), inodes,
                    Math.Floor(inodes * (1 - (volume.CapacityBytes > 0 ? volume.UsedBytes / volume.CapacityBytes * 0.3 : 0))));
            }
        }
    }

    public IReadOnlyDictionary<string, double> DnsResponses() => load.Dns.Responses;

    private static NetworkMeasurement Network(string ns, string pod, string node, TrafficCounters c) => new(
        ns, pod, node, "eth0", Math.Floor(c.ReceiveBytes), Math.Floor(c.TransmitBytes), Math.Floor(c.ReceivePackets), Math.Floor(c.TransmitPackets),
        Math.Floor(c.ReceiveErrors), Math.Floor(c.TransmitErrors), Math.Floor(c.ReceiveDropped), Math.Floor(c.TransmitDropped));
}
