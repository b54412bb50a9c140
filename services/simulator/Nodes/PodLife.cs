using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>A pod on its node, from the moment that its kubelet hears of it until it is gone.</summary>
internal sealed class PodLife
{
    private static readonly TimeSpan LongestMountRetry = TimeSpan.FromSeconds(122);
    private readonly List<ContainerLife> _inits;
    private readonly List<ContainerLife> _containers;
    private readonly StatusWriter _status;
    private readonly DateTimeOffset _heardAt;
    private TimeSpan _mountRetry = TimeSpan.FromMilliseconds(500);
    private bool _containersBegun;
    private bool _deleted;

    public PodLife(Kubelet kubelet, StoredObject pod)
    {
        (Kubelet, Object, Spec) = (kubelet, pod, PodSpec.Of(pod));
        _heardAt = kubelet.Context.Now;
        _inits = [.. Spec.InitContainers.Select(c => new ContainerLife(this, c))];
        _containers = [.. Spec.Containers.Select(c => new ContainerLife(this, c))];
        Volumes = new MountedVolumes(this);
        _status = new StatusWriter(this);
        QosClass = Spec.QosClass;
        Workload = WorkloadOf(pod);
    }

    public Kubelet Kubelet { get; }

    public NodeContext Context => Kubelet.Context;

    public DateTimeOffset Now => Context.Now;

    /// <summary>The newest version of the object.</summary>
    public StoredObject Object { get; private set; }

    public PodSpec Spec { get; private set; }

    public string QosClass { get; }

    /// <summary>Name of the workload it belongs to, as metrics call its job.</summary>
    public string Workload { get; }

    public IReadOnlyList<ContainerLife> InitContainers => _inits;

    public IReadOnlyList<ContainerLife> Containers => _containers;

    public IEnumerable<ContainerLife> AllContainers => _inits.Concat(_containers);

    /// <summary>Empty until its sandbox has a network.</summary>
    public string Ip { get; private set; } = "";

    public DateTimeOffset StartTime => _heardAt;

    /// <summary>It shall end: deleted, evicted or past its deadline. Nothing is started any more.</summary>
    public bool IsEnding => _deleted || Failure is not null || Gone;

    /// <summary>No more than a memory.</summary>
    public bool Gone { get; private set; }

    /// <summary>Why the kubelet ended it; null when it did not.</summary>
    public (string Reason, string Message)? Failure { get; private set; }

    public MountedVolumes Volumes { get; }

    public TrafficCounters Network { get; } = new();

    /// <summary>The runs that go on.</summary>
    public IEnumerable<(ContainerLife Container, ContainerRun Run)> Running
    {
        get
        {
            foreach (var container in _inits)
            {
                if (container.Run is { } run)
                    yield return (container, run);
            }
            foreach (var container in _containers)
            {
                if (container.Run is { } run)
                    yield return (container, run);
            }
        }
    }

    /// <summary>Brings it up.</summary>
    public void Begin()
    {
        Changed();
        if (Spec.ActiveDeadline is { } deadline)
            Later(deadline, () => Fail("DeadlineExceeded", "Pod was active on the node longer than the specified deadline"));
        if (Object.Root.Has("metadata", "deletionTimestamp"))
            End();
        else
            Mount();
    }

    /// <summary>The object has a new version.</summary>
    public void Hear(StoredObject pod, StoredObject? previous)
    {
        Object = pod;
        if (pod.Root.Has("metadata", "deletionTimestamp"))
        {
            End();
            return;
        }
        if (previous is null || pod.Root.At("spec").GetRawText() == previous.Root.At("spec").GetRawText())
            return;
        Spec = PodSpec.Of(pod);
        foreach (var (container, spec) in _containers.Zip(Spec.Containers))
        {
            var changed = container.Spec.Image != spec.Image;
            container.Spec = spec;
            if (changed && container.Run is { } run)
            {
                Tell("Normal", "Killing", $"Container {spec.Name} definition changed, will be restarted", spec.FieldPath);
                container.Stop(run, Spec.Grace, spec.PreStop);
            }
        }
    }

    /// <summary>Forgets it: the object is gone, and so are its containers.</summary>
    public void Forget()
    {
        Gone = true;
        foreach (var (container, run) in Running.ToList())
            container.End(run, 137);
        Kubelet.ReleaseIp(Ip);
    }

    /// <summary>The machine went down: whatever ran was killed with it, and begins anew.</summary>
    public void LosePower()
    {
        foreach (var (container, run) in Running.ToList())
            container.End(run, 255, "Unknown");
    }

    /// <summary>Ends it as failed; the object stays for whoever looks.</summary>
    public void Fail(string reason, string message)
    {
        if (IsEnding)
            return;
        Failure = (reason, message);
        foreach (var (container, run) in Running.ToList())
            container.End(run, 137);
        Changed();
    }

    /// <summary>Does something after a while, unless the pod is gone by then; later when the kubelet does not run.</summary>
    public void Later(TimeSpan delay, Action action) => Context.Loop.After(delay, () =>
    {
        if (!Gone)
            Kubelet.Do(action);
    });

    public void Tell(string type, string reason, string message, string? fieldPath = null) =>
        Context.Events.Record(Object, type, reason, message, "kubelet", Kubelet.Name, fieldPath);

    /// <summary>Something that the status shows has changed: it is written once all of this moment has happened.</summary>
    public void Changed() => _status.Post();

    /// <summary>A container runs and is past its startup probe.</summary>
    public void ContainerStarted(ContainerLife container)
    {
        if (container.Spec.IsSidecar)
            Proceed();
    }

    public void ContainerEnded(ContainerLife container)
    {
        if (container.Spec.IsInit && container.Passed)
            Proceed();
        if (!IsEnding && _containers.All(c => c.Done))
        {
            foreach (var sidecar in _inits.Where(i => i.Run is not null))
                sidecar.Stop(sidecar.Run!, Spec.Grace, TimeSpan.Zero);
        }
        if (_deleted)
            RemoveWhenStopped();
    }

    private void Mount()
    {
        if (IsEnding)
            return;
        if (Volumes.Problem() is { } problem)
        {
            Tell("Warning", "FailedMount", problem);
            Later(_mountRetry, Mount);
            _mountRetry = _mountRetry * 2 < LongestMountRetry ? _mountRetry * 2 : LongestMountRetry;
            return;
        }
        Later(Context.About(TimeSpan.FromSeconds(0.7)), () =>
        {
            if (IsEnding)
                return;
            Ip = Spec.HostNetwork ? Kubelet.Ip : Kubelet.TakeIp();
            Changed();
            Proceed();
        });
    }

    private void Proceed()
    {
        if (IsEnding || Ip.Length == 0)
            return;
        if (_inits.FirstOrDefault(i => !i.Passed) is { } next)
        {
            if (next.Run is null && next.Exit is null && next.Waiting is { Reason: "PodInitializing" })
                next.Launch();
            return;
        }
        if (_containersBegun)
            return;
        _containersBegun = true;
        foreach (var container in _containers)
            container.Launch();
    }

    private void End()
    {
        if (_deleted)
            return;
        _deleted = true;
        var grace = TimeSpan.FromSeconds(Object.Root.Integer("metadata", "deletionGracePeriodSeconds") ?? (int)Spec.Grace.TotalSeconds);
        foreach (var (container, run) in Running.ToList())
        {
            Tell("Normal", "Killing", $"Stopping container {container.Spec.Name}", container.Spec.FieldPath);
            container.SetReady(false);
            container.Stop(run, grace, container.Spec.PreStop);
        }
        Changed();
        RemoveWhenStopped();
    }

    private void RemoveWhenStopped()
    {
        if (Running.Any() || Gone)
            return;
        Later(TimeSpan.FromMilliseconds(100), () =>
        {
            try
            {
                Context.Cluster.Delete(Kinds.Pod, Object.Key.Namespace, Object.Key.Name,
                    new DeleteOptions(Kubelet.User, GracePeriodSeconds: 0, Uid: Object.Uid));
            }
            catch (StatusException e) when (e.Code is 404 or 409)
            {
                // somebody else was faster
            }
        });
    }

    private static string WorkloadOf(StoredObject pod)
    {
        var owner = pod.Root.Items("metadata", "ownerReferences").FirstOrDefault();
        var name = owner.Text("name") ?? pod.Key.Name;
        return owner.Text("kind") == "ReplicaSet" && pod.Labels.TryGetValue("pod-template-hash", out var hash) && name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? name[..^(hash.Length + 1)] : name;
    }
}
