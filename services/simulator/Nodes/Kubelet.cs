using Pipeline.Simulator.Images;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Nodes;

/// <summary>The agent of one node: registers it, reports it, and brings the pods bound to it to life and to their end.</summary>
internal sealed class Kubelet
{
    private static readonly TimeSpan LeasePeriod = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, PodLife> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _images = new(StringComparer.Ordinal);
    private readonly List<Action> _postponed = [];
    private readonly SortedSet<int> _freeAddresses = [.. Enumerable.Range(2, 252)];
    private readonly NodeReport _report;
    private readonly Evictions _evictions;
    private bool _isRetired;

    /// <param name="number">Of the node, from 0: it makes its addresses.</param>
    public Kubelet(NodeContext context, NodeHardware hardware, int number)
    {
        Context = context;
        Number = number;
        Machine = new Machine(hardware, context.Now - TimeSpan.FromDays(3));
        _report = new NodeReport(this);
        _evictions = new Evictions(this);
    }

    public NodeContext Context { get; }

    public Machine Machine { get; }

    public int Number { get; }

    public string Name => Machine.Hardware.Name;

    public string User => $"system:node:{Name}";

    public string Ip => $"10.0.{Number / 250}.{(Number % 250) + 4}";

    public string PodNetwork => $"10.{244 + (Number / 256)}.{Number % 256}.0/24";

    public IReadOnlyCollection<PodLife> Pods => _pods.Values;

    /// <summary>The images on its disk with their sizes.</summary>
    public IReadOnlyDictionary<string, long> Images => _images;

    /// <summary>The conditions of pressure that hold.</summary>
    public Evictions Evictions => _evictions;

    public bool Answers => !_isRetired && Machine is { IsUp: true, KubeletRuns: true };

    /// <summary>Another machine has taken its place: it does nothing any more.</summary>
    public void Retire()
    {
        _isRetired = true;
        foreach (var pod in _pods.Values.ToList())
            pod.Forget();
        _pods.Clear();
        _postponed.Clear();
    }

    /// <summary>Registers the node and begins to report it.</summary>
    public void Start()
    {
        _report.Register();
        Context.Loop.After(LeasePeriod * Context.Random.NextDouble(), () =>
        {
            Beat();
            Context.Loop.Every(LeasePeriod, Beat);
        });
    }

    /// <summary>A pod of this node was written or deleted.</summary>
    public void Hear(WatchEvent e)
    {
        if (!Answers)
        {
            _postponed.Add(() => Reconcile(e.Current.Key, e.Current.Uid));
            return;
        }
        if (e.Type == ChangeType.Deleted)
            Drop(e.Current.Uid);
        else if (_pods.TryGetValue(e.Current.Uid, out var life))
            life.Hear(e.Current, e.Previous);
        else
            Admit(e.Current);
    }

    /// <summary>Does it now; or, when the kubelet does not run, as soon as it runs again.</summary>
    public void Do(Action action)
    {
        if (Answers)
            action();
        else
            _postponed.Add(action);
    }

    public PodLife? Find(string podUid) => _pods.GetValueOrDefault(podUid);

    public bool HasImage(ImageReference image) => _images.ContainsKey(image.ToString());

    public void AddImage(ImageReference image, long bytes)
    {
        _images[image.ToString()] = bytes;
        _report.Changed();
    }

    /// <summary>Removes images that match and that no container runs.</summary>
    public void RemoveImages(Func<string, bool> matches)
    {
        foreach (var image in _images.Keys.Where(matches).ToList())
            _images.Remove(image);
        _report.Changed();
    }

    public string TakeIp()
    {
        var number = _freeAddresses.Min;
        _freeAddresses.Remove(number);
        return $"10.{244 + (Number / 256)}.{Number % 256}.{number}";
    }

    public void ReleaseIp(string ip)
    {
        if (ip.Length > 0 && ip != Ip && int.TryParse(ip[(ip.LastIndexOf('.') + 1)..], out var number))
            _freeAddresses.Add(number);
    }

    /// <summary>The kernel has killed for memory: what the node's log watcher makes of it.</summary>
    public void TellOfOomKill(ContainerRun run)
    {
        var kilobytes = (long)(run.WorkingSetBytes / 1024);
        _report.Tell("Warning", "OOMKilling",
            $"Memory cgroup out of memory: Killed process {1000 + Context.Random.Next(60000)} ({run.Program.Process}) total-vm:{kilobytes * 3}kB, anon-rss:{kilobytes}kB, "
            + $"file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:{kilobytes / 400}kB oom_score_adj:985", "kernel-monitor");
    }

    /// <summary>The machine itself has run out of memory, and the kernel has killed.</summary>
    public void TellOfSystemOom(ContainerRun run) => Tell(
        "Warning", "SystemOOM", $"System OOM encountered, victim process: {run.Program.Process}, pid: {1000 + Context.Random.Next(60000)}");

    public void Tell(string type, string reason, string message) => _report.Tell(type, reason, message, "kubelet");

    /// <summary>The node's status is to be looked at.</summary>
    public void NodeChanged() => _report.Changed();

    /// <summary>Power, network and kubelet as they now are: what was postponed happens when it answers again.</summary>
    public void SetCondition(bool isUp, bool kubeletRuns)
    {
        var answered = Answers;
        var lostPower = Machine.IsUp && !isUp;
        (Machine.IsUp, Machine.KubeletRuns) = (isUp, kubeletRuns);
        if (lostPower)
            Machine.BootedAt = Context.Now;
        if (answered || !Answers)
            return;
        Tell("Normal", "Starting", "Starting kubelet.");
        if (Machine.BootedAt > Context.Now - TimeSpan.FromDays(1))
        {
            foreach (var pod in _pods.Values.ToList())
                pod.LosePower();
        }
        Action[] work = [.. _postponed];
        _postponed.Clear();
        foreach (var action in work)
            action();
        _report.Return();
        Beat();
    }

    /// <summary>Looks after memory, disk and processes.</summary>
    public void CheckPressure()
    {
        if (Answers)
            _evictions.Check();
    }

    private void Admit(StoredObject pod)
    {
        if (pod.Root.GetProperty("status").TryGetProperty("phase", out var phase) && phase.GetString() is "Succeeded" or "Failed"
            && !pod.Root.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _))
            return;
        var life = new PodLife(this, pod);
        _pods[pod.Uid] = life;
        life.Begin();
    }

    private void Reconcile(ObjectKey key, string uid)
    {
        if (Context.Cluster.Find(Kinds.Pod, key.Namespace, key.Name) is not { } pod || pod.Uid != uid)
            Drop(uid);
        else if (_pods.TryGetValue(uid, out var life))
            life.Hear(pod, null);
        else
            Admit(pod);
    }

    private void Drop(string uid)
    {
        if (_pods.Remove(uid, out var life))
            life.Forget();
    }

    private void Beat()
    {
        if (!Answers)
            return;
        _report.Renew();
        _report.Write(force: false);
    }
}
