using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>What the recorder did between the exchanges, or while a watch was open, without recording it.</summary>
internal sealed class Unrecorded(SimulatedCluster cluster)
{
    private readonly RecordedPods _pods = new(cluster);
    private readonly RecordedBudgets _budgets = new(cluster);

    /// <summary>Does what was done before an exchange.</summary>
    public void Before(string exchange)
    {
        switch (exchange)
        {
            case "node-get":
                cluster.Create(Kinds.Node, WithName(Exchange.Read("node-create"), "node-b"), Recording.Recorder);
                break;
            case "create-pod-no-containers-422":
                Account(Recording.Namespace);
                break;
            case "create-generatename":
                for (var i = 2; i <= 5; i++)
                    ConfigMap($"cm-{i}", new JsonObject { ["set"] = i < 4 ? "x" : "y", ["n"] = $"{i}" }, new JsonObject { ["a"] = $"{i}" });
                break;
            case "list-continue-expired-410":
                Annotate("cm-5", "touch", "1");
                Annotate("cm-5", "touch", "2");
                cluster.Store.Compact();
                break;
            case "put-immutable-configmap-422":
                var locked = Body("cm-immutable");
                locked["immutable"] = true;
                cluster.Create(Kinds.ConfigMap, locked, Recording.Recorder);
                break;
            case "status-pod-running":
                _pods.Create("crash", "node-a");
                _pods.Create("two", "node-a", null, "one", "two");
                break;
            case "eviction-dryrun":
                foreach (var number in (int[])[1, 2, 3, 4])
                    _pods.CreateRunning($"ev-{number}", "ev", ready: true);
                break;
            case "eviction-pdb-not-yet-observed-429":
                _budgets.Create("fresh", new JsonObject { ["minAvailable"] = 1 });
                break;
            case "pdb-create":
                Delete(Kinds.PodDisruptionBudget, "fresh");
                break;
            case "pdb-minavailable-get":
                Delete(Kinds.PodDisruptionBudget, "ev");
                _budgets.Create("ev-min", new JsonObject { ["minAvailable"] = 2 });
                break;
            case "eviction-pdb-allowed-201":
                _budgets.Report("ev-min", allowed: 1, current: 2, desired: 1, expected: 2);
                break;
            case "pdb-after-eviction":
                _budgets.Report("ev-min", allowed: 0, current: 1, desired: 1, expected: 2);
                break;
            case "eviction-unhealthy-always-allow-201":
                _budgets.Report("ev-sick", allowed: 0, current: 1, desired: 2, expected: 4);
                break;
            case "eviction-two-pdbs-500":
                _budgets.Create("ev-second", new JsonObject { ["minAvailable"] = 1 });
                break;
            case "eviction-unhealthy-under-pdb-429":
                Delete(Kinds.PodDisruptionBudget, "ev-second");
                Delete(Kinds.PodDisruptionBudget, "ev-min");
                _pods.CreateRunning("ev-5", "ev", ready: false);
                _pods.Create("ev-6", "node-a", "ev", []);
                _budgets.Create("ev-sick", new JsonObject { ["minAvailable"] = 2 });
                _budgets.Report("ev-sick", allowed: 0, current: 1, desired: 2, expected: 4);
                break;
            case "eviction-unready-pod":
                Delete(Kinds.PodDisruptionBudget, "ev-sick");
                break;
            case "delete-dryrun":
                ConfigMap("del-1", null, new JsonObject { ["k"] = "v" });
                ConfigMap("del-2", null, new JsonObject { ["k"] = "v" });
                var held = Body("del-fin");
                held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
                cluster.Create(Kinds.ConfigMap, held, Recording.Recorder);
                break;
            case "delete-collection-labelselector":
                Delete(Kinds.ConfigMap, "del-2");
                break;
            case "delete-deployment-background":
                foreach (var name in (string[])["bg", "fg", "orphan"])
                    Deployment(name, 1);
                break;
            case "delete-deployment-orphan-replicaset":
                cluster.Modify(Kinds.Deployment, Recording.Namespace, "orphan", json => json["metadata"]!.AsObject().Remove("finalizers"), Recording.Controller);
                break;
            case "delete-pod-unbound":
                _pods.Create("unbound", null);
                _pods.Create("grace", "node-a");
                break;
            case "namespace-delete":
                var kept = Body("held", "doomed");
                kept["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
                cluster.Create(Kinds.ConfigMap, kept, Recording.Recorder);
                break;
            case "watch-no-rv":
                Annotate("cm-2", "v", "w");
                break;
            case "watch-list-initial-events":
                Annotate("cm-2", "v", "w4");
                break;
            case "deployment-progress-deadline-get":
                Deployment("stuck", 1, json => json["spec"]!["progressDeadlineSeconds"] = 2);
                break;
            case "deployment-available-get":
                Deployment("good", 1);
                break;
            case "podsecurity-pod-403":
                cluster.Create(Kinds.Namespace, Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"golden-strict"}}"""), Recording.Recorder);
                Account("golden-strict");
                break;
            case "quota-must-specify-403":
                Quota();
                break;
            case "limitrange-exceeded-403":
                cluster.Delete(Kinds.ResourceQuota, "golden-quota", "rq", new DeleteOptions("test-admin"));
                cluster.Create(Kinds.LimitRange, Parse("""
                    {"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"lr","namespace":"golden-quota"},
                     "spec":{"limits":[{"type":"Container","max":{"memory":"32Mi"}}]}}
                    """), Recording.Recorder);
                break;
        }
    }

    /// <summary>What was done while a watch was open, each to be followed by its event.</summary>
    public IEnumerable<Action> During(string watch) => watch switch
    {
        "watch-added-modified-deleted" =>
        [
            () => ConfigMap("w-1", new JsonObject { ["w"] = "1" }, new JsonObject { ["k"] = "v" }),
            () => Annotate("w-1", "v", "2"),
            () => Delete(Kinds.ConfigMap, "w-1"),
        ],
        "watch-label-leaves-selector" =>
        [
            () => ConfigMap("w-2", new JsonObject { ["w"] = "2" }, new JsonObject { ["k"] = "v" }),
            () => Label("w-2", "other"),
            () => Annotate("w-2", "v", "unseen"),
            () => Label("w-2", "2"),
        ],
        "watch-rv-0-synthetic-added" => [() => Annotate("cm-2", "v", "w")],
        "watch-single-object" => [() => Annotate("cm-3", "other", "x"), () => Restore("cm-3"), () => Annotate("cm-2", "v", "w2")],
        "watch-bookmark" => [() => Annotate("cm-2", "v", "w3")],
        "watch-list-sendinitialevents-false" => [() => Annotate("cm-2", "v", "w5")],
        "watch-pod-lifecycle" =>
        [
            () => _pods.Create("life", null),
            () => _pods.Bind("life", "node-b"),
            () => _pods.Report("life", "status-pod-running"),
            () => _pods.Report("life", "status-pod-crashloop"),
            () => cluster.Delete(Kinds.Pod, Recording.Namespace, "life", new DeleteOptions("test-admin")),
            () => cluster.Delete(Kinds.Pod, Recording.Namespace, "life", new DeleteOptions("test-admin", 0)),
        ],
        "watch-fieldselector-phase" => [() => _pods.Create("wf", "node-b"), () => _pods.Report("wf", "status-pod-running")],
        _ => [],
    };

    /// <summary>Service accounts are made by a controller.</summary>
    private void Account(string ns)
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = ns } };
        cluster.Create(Kinds.ServiceAccount, json, Recording.Controller);
    }

    private void Quota()
    {
        cluster.Create(Kinds.Namespace, Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"golden-quota"}}"""), Recording.Recorder);
        Account("golden-quota");
        cluster.Create(Kinds.ResourceQuota, Parse("""
            {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"rq","namespace":"golden-quota"},"spec":{"hard":{"pods":"1","requests.cpu":"100m"}}}
            """), Recording.Recorder);
        cluster.Modify(
            Kinds.ResourceQuota, "golden-quota", "rq",
            json => json["status"] = Parse("""{"hard":{"pods":"1","requests.cpu":"100m"},"used":{"pods":"0","requests.cpu":"0"}}"""),
            Recording.Controller with { Subresource = "status" });
    }

    private void ConfigMap(string name, JsonObject? labels, JsonObject data)
    {
        var json = Body(name);
        json["data"] = data;
        if (labels is not null)
            json["metadata"]!["labels"] = labels;
        cluster.Create(Kinds.ConfigMap, json, Recording.Recorder);
    }

    private void Annotate(string name, string key, string value) => cluster.Modify(Kinds.ConfigMap, Recording.Namespace, name, json =>
    {
        if (json["metadata"]!["annotations"] is not JsonObject annotations)
            json["metadata"]!["annotations"] = annotations = [];
        annotations[key] = value;
    }, Recording.Recorder);

    private void Restore(string name) =>
        cluster.Modify(Kinds.ConfigMap, Recording.Namespace, name, json => json["metadata"]!.AsObject().Remove("annotations"), Recording.Recorder);

    private void Label(string name, string value) =>
        cluster.Modify(Kinds.ConfigMap, Recording.Namespace, name, json => json["metadata"]!["labels"]!["w"] = value, Recording.Recorder);

    private void Deployment(string name, int replicas, Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(Exchange.Read("create-deployment").Request["body"]!.ToJsonString().Replace("\"web\"", $"\"{name}\"", StringComparison.Ordinal))!.AsObject();
        json["spec"]!["replicas"] = replicas;
        change?.Invoke(json);
        cluster.Create(Kinds.Deployment, json, Recording.Recorder);
    }

    private void Delete(ResourceKind kind, string name) => cluster.Delete(kind, Recording.Namespace, name, new DeleteOptions("test-admin"));

    private static JsonObject Body(string name, string ns = Recording.Namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["data"] = new JsonObject { ["k"] = "v" },
    };

    private static JsonObject WithName(Exchange exchange, string name) =>
        JsonNode.Parse(exchange.Request["body"]!.ToJsonString().Replace("node-a", name, StringComparison.Ordinal))!.AsObject();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
