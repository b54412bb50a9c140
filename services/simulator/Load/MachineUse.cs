using Pipeline.Simulator.Nodes;

namespace Pipeline.Simulator.Load;

/// <summary>What the containers of one node use in one step: CPU up to their limits and the machine's, memory up to the kernel's patience.</summary>
internal sealed class MachineUse(NodeContext context, ClaimVolumes claims)
{
    private const double SystemCores = 0.12;
    private const double SystemBytes = 600.0 * (1 << 20);
    private const double SystemDiskBytes = 9.0 * (1 << 30);
    private const double SystemProcesses = 180;
    private const double PeriodsPerSecond = 10;
    private const double ThrottledFrom = 0.6; // of the limit on average: bursts within 100 ms reach it before
    private const double MemoryFollows = 0.25;
    private const int Critical = 2_000_000_000;
    private readonly List<(PodLife Pod, ContainerLife Container, ContainerRun Run, double Demand)> _demands = [];

    public void Step(Kubelet kubelet, double seconds)
    {
        var machine = kubelet.Machine;
        if (!machine.IsUp)
            return;
        _demands.Clear();
        var wanted = SystemCores;
        foreach (var pod in kubelet.Pods)
        {
            foreach (var (container, run) in pod.Running)
            {
                var demand = Demand(run);
                _demands.Add((pod, container, run, demand));
                wanted += Math.Min(demand, run.Spec.CpuLimit ?? double.MaxValue);
            }
        }
        var share = Math.Min(1, machine.Hardware.Cores / wanted);
        var (cores, memory, disk, processes) = (SystemCores, SystemBytes, SystemDiskBytes + kubelet.Images.Values.Sum() * 2.4, SystemProcesses);
        foreach (var (_, container, run, demand) in _demands)
        {
            UseCpu(run, demand, share, wanted / machine.Hardware.Cores, seconds);
            UseMemory(container, run, seconds);
            run.DiskBytes += (run.Program.DiskBytesPerSecond + (run.Arriving * 30)) * seconds;
            run.Processes = Math.Min(Machine.MostProcesses, run.Processes + (run.Program.ProcessesPerSecond * seconds));
            cores += run.Cores;
            memory += run.WorkingSetBytes;
            disk += run.DiskBytes;
            processes += run.Processes;
        }
        while (memory > machine.Hardware.MemoryBytes && KillForTheMachine(kubelet) is var freed and > 0)
            memory -= freed;
        foreach (var pod in kubelet.Pods.Where(p => p.Running.Any()))
        {
            foreach (var (_, volume) in claims.Mounted(pod))
            {
                var growth = volume.AddedBytesPerSecond + pod.Running.Sum(r => r.Run.Program.VolumeBytesPerSecond);
                volume.UsedBytes = Math.Min(volume.CapacityBytes, volume.UsedBytes + (growth * seconds));
            }
        }
        (machine.Cores, machine.MemoryBytes, machine.DiskBytes) = (cores, Math.Min(memory, machine.Hardware.MemoryBytes), Math.Min(disk, machine.Hardware.DiskBytes));
        machine.Processes = Math.Min(Machine.MostProcesses, processes);
        Count(machine, cores, wanted, seconds);
    }

    /// <summary>What the kernel kills first when the machine itself has no memory left: who asked for least and uses most; the critical ones last.</summary>
    /// <returns>The bytes that it gave back.</returns>
    private double KillForTheMachine(Kubelet kubelet)
    {
        var victim = _demands.Where(d => d.Container.Run == d.Run).OrderBy(d => d.Pod.Spec.Priority >= Critical)
            .ThenByDescending(d => d.Run.WorkingSetBytes - (d.Run.Spec.MemoryRequest ?? 0)).FirstOrDefault();
        if (victim.Run is not { } run)
            return 0;
        kubelet.TellOfSystemOom(run);
        victim.Container.KillForMemory(run);
        return run.WorkingSetBytes;
    }

    private double Demand(ContainerRun run) => run.IsScript
        ? 0.001
        : (run.Program.IdleCores + (run.Arriving * run.Program.CoreSecondsPerRequest)) * (0.95 + (0.1 * context.Random.NextDouble()))
            + (context.Now < run.StartedAt + run.Program.StartTime ? 0.1 : 0);

    private static void UseCpu(ContainerRun run, double demand, double share, double nodeLoad, double seconds)
    {
        var limit = run.Spec.CpuLimit ?? double.MaxValue;
        var used = Math.Min(demand, limit) * share;
        var idle = Math.Min(run.Program.IdleCores, used * 0.8);
        var work = run.Arriving * run.Program.CoreSecondsPerRequest;
        run.Served = work <= 0 ? 1 : Math.Clamp((used - idle) / work / 0.95, 0, 1);
        var load = Math.Max(run.Spec.CpuLimit is > 0 ? demand / limit : 0, nodeLoad);
        run.Slowdown = 1 + (load * load / (1 - Math.Min(load, 0.97)));
        run.Queueing = TimeSpan.FromSeconds(Math.Clamp((load - 1) * 2, 0, 8));
        run.ProbeLatency = TimeSpan.FromMilliseconds(2 * run.Slowdown) + (run.Queueing * 0.6) + run.Impairment.AddedLatency * 0.1;
        run.Cores += (used - run.Cores) * 0.4;
        run.CpuSeconds += used * seconds;
        if (run.Spec.CpuLimit is not > 0)
            return;
        var throttled = Math.Clamp((load - ThrottledFrom) / (1 - ThrottledFrom), 0, 1);
        var periods = PeriodsPerSecond * seconds * Math.Min(1, 0.1 + load);
        run.Periods += periods;
        run.ThrottledPeriods += periods * throttled * throttled;
        run.ThrottledSeconds += seconds * throttled * throttled * Math.Min(2, load);
    }

    private void UseMemory(ContainerLife container, ContainerRun run, double seconds)
    {
        if (run.IsScript)
            return;
        var program = run.Program;
        run.LeakedBytes += program.LeakBytesPerSecond * seconds;
        var target = program.IdleBytes + (run.Arriving * program.BytesPerRequestRate) + run.LeakedBytes;
        run.WorkingSetBytes += ((target - run.WorkingSetBytes) * MemoryFollows) + (target * 0.004 * (context.Random.NextDouble() - 0.5));
        if (run.Spec.MemoryLimit is { } limit and > 0 && run.WorkingSetBytes > limit)
        {
            run.WorkingSetBytes = limit;
            container.KillForMemory(run);
        }
    }

    private static void Count(Machine machine, double cores, double wanted, double seconds)
    {
        machine.UserSeconds += cores * 0.75 * seconds;
        machine.SystemSeconds += cores * 0.22 * seconds;
        machine.IowaitSeconds += cores * 0.03 * seconds;
        machine.IdleSeconds += Math.Max(0, machine.Hardware.Cores - cores) * seconds;
        machine.DiskIoSeconds += Math.Min(0.9, 0.02 + (cores / machine.Hardware.Cores * 0.08)) * seconds;
        machine.Load1 += (wanted - machine.Load1) * (1 - Math.Exp(-seconds / 60));
        machine.Load5 += (wanted - machine.Load5) * (1 - Math.Exp(-seconds / 300));
        machine.Load15 += (wanted - machine.Load15) * (1 - Math.Exp(-seconds / 900));
        machine.Network.Add(4000 * seconds, 6000 * seconds, machine.PacketLoss);
    }
}
