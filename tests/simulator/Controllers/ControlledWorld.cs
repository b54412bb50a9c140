using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Controllers;

/// <summary>A cluster with its control plane and with kubelets that do as a test says, in time that a test moves.</summary>
internal sealed class ControlledWorld : IResourceUsage, IDisposable
{
    public const string Namespace = "shop";
    public static readonly WriteOptions Me = new("admin", "kubectl");
    public static readonly WriteOptions MyStatus = Me with { Subresource = "status" };
    private readonly SimulatedCluster _cluster;

    public ControlledWorld(int nodes = 3, string cpu = "4")
    {
        Loop = new SimulationLoop(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), TimeProvider.System);
        Cluster = _cluster = new SimulatedCluster(new ObjectStore(200_000), Loop, AdmissionChain.Default(new Random(1)));
        ControlPlane = new ControlPlane(Cluster, Loop, this);
        Kubelets = new TestKubelets(Cluster, Loop);
        foreach (var name in (string[])["kube-system", "kube-node-lease", "default", Namespace])
            Cluster.Create(Kinds.Namespace, Some.Object(Kinds.Namespace, "", name), Me);
        for (var i = 0; i < nodes; i++)
            AddNode($"node-{(char)('a' + (i % 26))}{(i < 26 ? "" : $"{i / 26}")}", cpu);
        ControlPlane.Start();
        Kubelets.Start();
        Advance(1);
    }

    public SimulationLoop Loop { get; }

    public ICluster Cluster { get; }

    public ControlPlane ControlPlane { get; }

    public TestKubelets Kubelets { get; }

    /// <summary>CPU cores that each running pod uses, for the autoscaler; null: no metrics.</summary>
    public Func<StoredObject, double?> UsedCores { get; set; } = _ => null;

    public DateTimeOffset Now => Loop.GetUtcNow();

    public void Advance(double seconds) => Loop.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Moves on in small steps until something holds.</summary>
    /// <exception cref="InvalidOperationException">It does not within a while.</exception>
    public void Until(Func<bool> holds, double within = 120, double step = 0.25)
    {
        for (var passed = 0.0; passed <= within; passed += step)
        {
            if (holds())
                return;
            Advance(step);
        }
        throw new InvalidOperationException($"not within {within} s");
    }

    public void AddNode(string name, string cpu = "4", string? labels = null, string memory = "8Gi")
    {
        var node = Some.Node(name, cpu, memory, labels);
        Cluster.Create(Kinds.Node, node, Me);
    }

    public StoredObject Create(ResourceKind kind, JsonObject json) => Cluster.Create(kind, json, Me);

    public StoredObject Change(ResourceKind kind, string name, Action<JsonObject> change, string? ns = null) =>
        Cluster.Modify(kind, ns ?? (kind.Namespaced ? Namespace : ""), name, change, Me)!;

    public void Delete(ResourceKind kind, string name, string? propagation = null) =>
        Cluster.Delete(kind, kind.Namespaced ? Namespace : "", name, new DeleteOptions("admin", PropagationPolicy: propagation));

    public ObjectView? Find(ResourceKind kind, string name) =>
        Cluster.Find(kind, kind.Namespaced ? Namespace : "", name) is { } found ? new ObjectView(found) : null;

    public ObjectView Get(ResourceKind kind, string name) => Find(kind, name) ?? throw new InvalidOperationException($"no {kind} {name}");

    public List<ObjectView> All(ResourceKind kind) => [.. Cluster.List(kind, kind.Namespaced ? Namespace : null).Select(o => new ObjectView(o))];

    /// <summary>Pods that are not going away.</summary>
    public List<PodView> Pods(string? app = null) =>
    [
        .. Cluster.List(Kinds.Pod, Namespace).Select(o => new PodView(o))
            .Where(p => !p.IsBeingDeleted && (app is null || p.Labels.GetValueOrDefault("app") == app)),
    ];

    /// <summary>Events about an object as "reason: message", oldest first; a repeated one once.</summary>
    public List<string> EventsOf(string name) =>
    [
        .. Cluster.List(Kinds.Event).Where(e => e.Root.At("involvedObject").Text("name") == name).OrderBy(e => e.Uid, StringComparer.Ordinal)
            .Select(e => $"{e.Root.Text("reason")}: {e.Root.Text("message")}"),
    ];

    public string? Condition(ResourceKind kind, string name, string type)
    {
        var condition = Get(kind, name).Status.Condition(type);
        return condition.Exists() ? $"{condition.Text("status")} {condition.Text("reason")}: {condition.Text("message")}" : null;
    }

    public IReadOnlyDictionary<string, ResourceUse>? OfPod(string podUid)
    {
        var pod = Cluster.List(Kinds.Pod).FirstOrDefault(p => p.Uid == podUid);
        return pod is not null && UsedCores(pod) is { } cores ? new Dictionary<string, ResourceUse> { ["app"] = new(cores, 64 << 20) } : null;
    }

    public ResourceUse? OfNode(string node) => null;

    public void Dispose() => _cluster.Dispose();
}
