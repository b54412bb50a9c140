using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>All machines of the cluster with their kubelets.</summary>
internal sealed class Fleet(NodeContext context)
{
    private static readonly TimeSpan Replacement = TimeSpan.FromSeconds(90);
    private readonly Dictionary<string, Kubelet> _kubelets = new(StringComparer.Ordinal);
    private bool _started;

    public IReadOnlyCollection<Kubelet> Kubelets => _kubelets.Values;

    /// <summary>Adds a machine; its kubelet registers the node.</summary>
    public void Add(NodeHardware hardware)
    {
        var kubelet = new Kubelet(context, hardware, _kubelets.Count);
        _kubelets.Add(hardware.Name, kubelet);
        if (_started)
            kubelet.Start();
    }

    /// <summary>Registers the nodes and begins to hear of pods.</summary>
    public void Start()
    {
        _started = true;
        foreach (var kubelet in _kubelets.Values)
            kubelet.Start();
        context.Cluster.Watch(Kinds.Pod, e =>
        {
            if (e.Current.Root.Text("spec", "nodeName") is { } node && _kubelets.TryGetValue(node, out var kubelet))
                kubelet.Hear(e);
        });
        context.Cluster.Watch(Kinds.Node, e =>
        {
            if (e.Type == ChangeType.Deleted && _kubelets.TryGetValue(e.Current.Key.Name, out var kubelet))
                context.Loop.After(Replacement, () => Replace(kubelet));
        });
    }

    public Kubelet? Find(string node) => _kubelets.GetValueOrDefault(node);

    public PodLife? FindPod(string uid)
    {
        foreach (var kubelet in _kubelets.Values)
        {
            if (kubelet.Find(uid) is { } pod)
                return pod;
        }
        return null;
    }

    /// <summary>A node whose object was deleted comes back as a new machine of the same name, as a provider's repair does.</summary>
    private void Replace(Kubelet old)
    {
        if (_kubelets.GetValueOrDefault(old.Name) != old || context.Cluster.Find(Kinds.Node, "", old.Name) is not null)
            return;
        old.Retire();
        var kubelet = new Kubelet(context, old.Machine.Hardware, old.Number);
        _kubelets[old.Name] = kubelet;
        kubelet.Start();
        foreach (var pod in context.Cluster.List(Kinds.Pod).Where(p => p.Root.Text("spec", "nodeName") == kubelet.Name).ToList())
            kubelet.Hear(new WatchEvent(ChangeType.Added, pod, null));
    }
}
