using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Demo;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Faults;

/// <summary>The demo cluster with its control plane, and a person with kubectl.</summary>
internal sealed class DemoWorld
{
    public const string Shop = "shop";
    private static readonly bool[] BothRuns = [false, true];
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);
    private static readonly WriteOptions Person = new("kubernetes-admin", "kubectl-edit");

    public DemoWorld(double requestsPerSecond = 60)
    {
        Loop = new SimulationLoop(Evening, TimeProvider.System);
        Cluster = new SimulatedCluster(new ObjectStore(), Loop, AdmissionChain.Default(new Random(3)));
        var events = new EventRecorder(Cluster, Loop);
        Model = new WorldModel(Cluster, Loop, events, seed: 11);
        var control = new ControlPlane(Cluster, Loop, Model, events: events);
        Faults = new FaultInjector(Model);
        DemoCluster.Create(Cluster, Model, requestsPerSecond);
        control.Start();
        Model.Start();
        Until(IsWell, 240, "the demo is well");
    }

    public SimulationLoop Loop { get; }

    public ICluster Cluster { get; }

    public WorldModel Model { get; }

    public FaultInjector Faults { get; }

    public void Advance(double seconds) => Loop.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Everything is rolled out and ready, and customers get their answers in time.</summary>
    public bool IsWell() => Unwell() is null;

    /// <summary>The first thing that is not as it should be; null when all is well.</summary>
    public string? Unwell()
    {
        foreach (var node in Cluster.List(Kinds.Node))
        {
            if (node.Root.Items("status", "conditions").Any(c => c.Text("status") != (c.Text("type") == "Ready" ? "True" : "False")))
                return $"{node.Key.Name} is not ready or under pressure";
        }
        foreach (var deployment in Cluster.List(Kinds.Deployment))
        {
            var (wanted, status) = (deployment.Root.Integer("spec", "replicas") ?? 1, deployment.Root.At("status"));
            if (status.Integer("updatedReplicas") != wanted || status.Integer("availableReplicas") != wanted || (status.Integer("replicas") ?? 0) != wanted)
                return $"{deployment.Key}: {status}";
        }
        foreach (var set in Cluster.List(Kinds.StatefulSet))
        {
            if (set.Root.Integer("status", "readyReplicas") != (set.Root.Integer("spec", "replicas") ?? 1))
                return $"{set.Key}: {set.Root.At("status")}";
        }
        return Site("frontend") is { } front && (front.Failure > 0.02 || front.Latency > 1 || front.Arriving == 0)
            ? string.Create(CultureInfo.InvariantCulture, $"frontend fails {front.Failure:P1} and takes {front.Latency:F2} s: {front.Text}") : null;
    }

    /// <summary>How a service does in the newest step of the load.</summary>
    public Simulator.Load.Site? Site(string service) => Model.Load.Sites.GetValueOrDefault(new(Shop, service));

    public void Until(Func<bool> holds, double seconds, string what)
    {
        for (var i = 0; i < seconds; i += 5)
        {
            if (holds())
                return;
            Advance(5);
        }
        Assert.True(holds(), $"not within {seconds} s: {what}; now: {Unwell() ?? "all is well"}");
    }

    public IEnumerable<StoredObject> Pods(string app, string ns = Shop) =>
        Cluster.List(Kinds.Pod, ns).Where(p => p.Labels.GetValueOrDefault("app.kubernetes.io/name") == app);

    public IEnumerable<JsonElement> Containers(string app, string ns = Shop) => Pods(app, ns).SelectMany(p => p.Root.Items("status", "containerStatuses"));

    public bool IsWaiting(string app, params string[] reasons) => Containers(app).Any(c => reasons.Contains(c.Text("state", "waiting", "reason")));

    public bool LastEnded(string app, string reason) => Containers(app).Any(c =>
        c.Text("lastState", "terminated", "reason") == reason || c.Text("state", "terminated", "reason") == reason);

    public bool HasEvent(string reason, string text = "", string about = "") => Cluster.List(Kinds.Event).Any(e => e.Root.Text("reason") == reason
        && (e.Root.Text("message") ?? "").Contains(text, StringComparison.Ordinal)
        && (e.Root.Text("involvedObject", "name") ?? "").StartsWith(about, StringComparison.Ordinal));

    public bool Logs(string app, string text) => Pods(app).Any(p => Cluster.Find(Kinds.Pod, Shop, p.Key.Name) is not null
        && p.Root.Items("spec", "containers").Any(c => BothRuns.Any(previous =>
            (Model.Read(p.Uid, c.Text("name")!, previous) ?? []).Any(l => l.Text.Contains(text, StringComparison.Ordinal)))));

    public void Patch(ResourceKind kind, string name, Action<JsonObject> change, string ns = Shop) =>
        Assert.NotNull(Cluster.Modify(kind, kind.Namespaced ? ns : "", name, change, Person));

    public void Create(ResourceKind kind, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        (node["apiVersion"], node["kind"]) = (kind.ApiVersion, kind.Kind);
        Cluster.Create(kind, node, Person);
    }

    public void Delete(ResourceKind kind, string name, string ns = Shop, int? grace = null) =>
        Cluster.Delete(kind, kind.Namespaced ? ns : "", name, new DeleteOptions(Person.User, grace));

    public void DeletePods(string app, string ns = Shop, int? grace = null)
    {
        foreach (var pod in Pods(app, ns).ToList())
            Delete(Kinds.Pod, pod.Key.Name, ns, grace);
    }

    /// <summary>kubectl rollout restart.</summary>
    public void Restart(string name, ResourceKind? kind = null) => Patch(kind ?? Kinds.Deployment, name, json =>
    {
        var metadata = json["spec"]!["template"]!["metadata"]!.AsObject();
        metadata["annotations"] = new JsonObject { ["kubectl.kubernetes.io/restartedAt"] = Loop.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
    });

    /// <summary>kubectl rollout undo, to the revision that the demo began with: a restart in between is a revision of the bad template.</summary>
    public void Undo(string deployment)
    {
        var owner = Cluster.Find(Kinds.Deployment, Shop, deployment)!;
        var before = Cluster.List(Kinds.ReplicaSet, Shop)
            .Where(r => r.Root.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == owner.Uid))
            .MinBy(r => int.Parse(r.Root.Text("metadata", "annotations", "deployment.kubernetes.io/revision")!, CultureInfo.InvariantCulture))!;
        var template = before.ToJson()["spec"]!["template"]!;
        template["metadata"]!["labels"]!.AsObject().Remove("pod-template-hash");
        Patch(Kinds.Deployment, deployment, json => json["spec"]!["template"] = template.DeepClone());
    }

    public void Scale(string deployment, int replicas) => Patch(Kinds.Deployment, deployment, json => json["spec"]!["replicas"] = replicas);
}
