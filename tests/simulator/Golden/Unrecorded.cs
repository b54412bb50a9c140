using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>What the recorder did between the exchanges, or while a watch was open, without recording it.</summary>
internal sealed class Unrecorded(SimulatedCluster cluster)
{
    private const string Ns = "golden";
    private static readonly WriteOptions Recorder = new("test-admin", "golden-recorder");
    private static readonly WriteOptions Controller = new("system:kube-controller-manager", "kube-controller-manager");

    /// <summary>Does what was done before an exchange.</summary>
    public void Before(string exchange)
    {
        switch (exchange)
        {
            case "node-get":
                cluster.Create(Kinds.Node, WithName(Exchange.Read("node-create"), "node-b"), Recorder);
                break;
            case "create-pod-no-containers-422":
                Account(Ns);
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
                cluster.Create(Kinds.ConfigMap, locked, Recorder);
                break;
            case "status-pod-running":
                Pod("crash", "node-a");
                Pod("two", "node-a", "one", "two");
                break;
            case "eviction-dryrun":
                foreach (var number in (int[])[1, 2, 3, 4])
                    RunningPod($"ev-{number}", "ev", ready: true);
                break;
            case "eviction-pdb-not-yet-observed-429":
                Budget("fresh", new JsonObject { ["minAvailable"] = 1 });
                break;
            case "pdb-create":
                Delete(Kinds.PodDisruptionBudget, "fresh");
                break;
            case "pdb-minavailable-get":
                Delete(Kinds.PodDisruptionBudget, "ev");
                Budget("ev-min", new JsonObject { ["minAvailable"] = 2 });
                break;
            case "eviction-pdb-allowed-201":
                BudgetStatus("ev-min", allowed: 1, current: 2, desired: 1, expected: 2);
                break;
            case "pdb-after-eviction":
                BudgetStatus("ev-min", allowed: 0, current: 1, desired: 1, expected: 2);
                break;
            case "eviction-unhealthy-always-allow-201":
                BudgetStatus("ev-sick", allowed: 0, current: 1, desired: 2, expected: 4);
                break;
            case "eviction-two-pdbs-500":
                Budget("ev-second", new JsonObject { ["minAvailable"] = 1 });
                break;
            case "eviction-unhealthy-under-pdb-429":
                Delete(Kinds.PodDisruptionBudget, "ev-second");
                Delete(Kinds.PodDisruptionBudget, "ev-min");
                RunningPod("ev-5", "ev", ready: false);
                Pod("ev-6", "node-a", "ev", []);
                Budget("ev-sick", new JsonObject { ["minAvailable"] = 2 });
                BudgetStatus("ev-sick", allowed: 0, current: 1, desired: 2, expected: 4);
                break;
            case "eviction-unready-pod":
                Delete(Kinds.PodDisruptionBudget, "ev-sick");
                break;
            case "delete-dryrun":
                ConfigMap("del-1", null, new JsonObject { ["k"] = "v" });
                ConfigMap("del-2", null, new JsonObject { ["k"] = "v" });
                var held = Body("del-fin");
                held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
                cluster.Create(Kinds.ConfigMap, held, Recorder);
                break;
            case "delete-collection-labelselector":
                Delete(Kinds.ConfigMap, "del-2");
                break;
            case "delete-deployment-background":
                foreach (var name in (string[])["bg", "fg", "orphan"])
                    Deployment(name, 1);
                break;
            case "delete-deployment-orphan-replicaset":
                cluster.Modify(Kinds.Deployment, Ns, "orphan", json => json["metadata"]!.AsObject().Remove("finalizers"), Controller);
                break;
            case "delete-pod-unbound":
                Pod("unbound", null);
                Pod("grace", "node-a");
                break;
            case "namespace-delete":
                var kept = Body("held", "doomed");
                kept["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
                cluster.Create(Kinds.ConfigMap, kept, Recorder);
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
                cluster.Create(Kinds.Namespace, Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"golden-strict"}}"""), Recorder);
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
                    """), Recorder);
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
            () => Pod("life", null),
            () => Bind("life", "node-b"),
            () => Status("life", "status-pod-running"),
            () => Status("life", "status-pod-crashloop"),
            () => cluster.Delete(Kinds.Pod, Ns, "life", new DeleteOptions("test-admin")),
            () => cluster.Delete(Kinds.Pod, Ns, "life", new DeleteOptions("test-admin", 0)),
        ],
        "watch-fieldselector-phase" => [() => Pod("wf", "node-b"), () => Status("wf", "status-pod-running")],
        _ => [],
    };

    /// <summary>Service accounts are made by a controller.</summary>
    public void Account(string ns)
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = ns } };
        cluster.Create(Kinds.ServiceAccount, json, Controller);
    }

    private void Quota()
    {
        cluster.Create(Kinds.Namespace, Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"golden-quota"}}"""), Recorder);
        Account("golden-quota");
        cluster.Create(Kinds.ResourceQuota, Parse("""
            {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"rq","namespace":"golden-quota"},"spec":{"hard":{"pods":"1","requests.cpu":"100m"}}}
            """), Recorder);
        cluster.Modify(
            Kinds.ResourceQuota, "golden-quota", "rq",
            json => json["status"] = Parse("""{"hard":{"pods":"1","requests.cpu":"100m"},"used":{"pods":"0","requests.cpu":"0"}}"""),
            Controller with { Subresource = "status" });
    }

    private void Budget(string name, JsonObject spec)
    {
        spec["selector"] = Parse("""{"matchLabels":{"app":"ev"}}""");
        cluster.Create(Kinds.PodDisruptionBudget, new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "PodDisruptionBudget",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Ns },
            ["spec"] = spec,
        }, Recorder);
    }

    private void BudgetStatus(string name, int allowed, int current, int desired, int expected) =>
        cluster.Modify(Kinds.PodDisruptionBudget, Ns, name, json =>
        {
            json["status"] = new JsonObject
            {
                ["observedGeneration"] = json["metadata"]!["generation"]!.DeepClone(),
                ["disruptionsAllowed"] = allowed,
                ["currentHealthy"] = current,
                ["desiredHealthy"] = desired,
                ["expectedPods"] = expected,
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "DisruptionAllowed",
                    ["status"] = allowed > 0 ? "True" : "False",
                    ["observedGeneration"] = json["metadata"]!["generation"]!.DeepClone(),
                    ["lastTransitionTime"] = "2026-11-20T09:56:30Z",
                    ["reason"] = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                    ["message"] = "",
                }),
            };
        }, Controller with { Subresource = "status" });

    private void ConfigMap(string name, JsonObject? labels, JsonObject data)
    {
        var json = Body(name);
        json["data"] = data;
        if (labels is not null)
            json["metadata"]!["labels"] = labels;
        cluster.Create(Kinds.ConfigMap, json, Recorder);
    }

    private void Annotate(string name, string key, string value) => cluster.Modify(Kinds.ConfigMap, Ns, name, json =>
    {
        if (json["metadata"]!["annotations"] is not JsonObject annotations)
            json["metadata"]!["annotations"] = annotations = [];
        annotations[key] = value;
    }, Recorder);

    private void Restore(string name) =>
        cluster.Modify(Kinds.ConfigMap, Ns, name, json => json["metadata"]!.AsObject().Remove("annotations"), Recorder);

    private void Label(string name, string value) =>
        cluster.Modify(Kinds.ConfigMap, Ns, name, json => json["metadata"]!["labels"]!["w"] = value, Recorder);

    private void Deployment(string name, int replicas, Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(Exchange.Read("create-deployment").Request["body"]!.ToJsonString().Replace("\"web\"", $"\"{name}\"", StringComparison.Ordinal))!.AsObject();
        json["spec"]!["replicas"] = replicas;
        change?.Invoke(json);
        cluster.Create(Kinds.Deployment, json, Recorder);
    }

    private void Pod(string name, string? node, params string[] containers) => Pod(name, node, null, containers);

    private void Pod(string name, string? node, string? app, params string[] containers)
    {
        var json = Exchange.Read("binding-pod-create").Request["body"]!.DeepClone().AsObject();
        json["metadata"]!["name"] = name;
        json["metadata"]!["labels"]!["app"] = app ?? name;
        var spec = json["spec"]!.AsObject();
        if (name != "unbound")
            spec.Remove("schedulerName");
        if (node is not null)
            spec["nodeName"] = node;
        var template = spec["containers"]![0]!;
        if (containers.Length > 0)
        {
            spec["containers"] = new JsonArray([.. containers.Select(c =>
            {
                var container = template.DeepClone();
                container["name"] = c;
                return container;
            })]);
        }
        cluster.Create(Kinds.Pod, json, Recorder);
    }

    private void RunningPod(string name, string app, bool ready)
    {
        Pod(name, "node-b", app, []);
        Status(name, "status-pod-running");
        if (!ready)
        {
            cluster.Modify(Kinds.Pod, Ns, name, json =>
            {
                foreach (var condition in json["status"]!["conditions"]!.AsArray().Where(c => (string?)c!["type"] is "Ready" or "ContainersReady"))
                    condition!["status"] = "False";
            }, Recorder with { Subresource = "status" });
        }
    }

    private void Bind(string name, string node) => cluster.Writer.Mark(BuiltInResources.Of(Kinds.Pod), Ns, name, json =>
    {
        json["spec"]!["nodeName"] = node;
        json["status"]!["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = "2026-11-20T09:57:30Z",
        });
    });

    /// <summary>Merges a recorded status patch into a pod as a kubelet does: new conditions before the scheduler's.</summary>
    private void Status(string name, string exchange) => cluster.Modify(Kinds.Pod, Ns, name, json =>
    {
        var patch = Exchange.Read(exchange).Request["body"]!.AsObject();
        var merged = Pipeline.Simulator.Patching.StrategicMergePatch.Apply(
            json, patch, Pipeline.Simulator.Patching.SchemaShapes.Of(BuiltInResources.Of(Kinds.Pod)));
        json["status"] = merged["status"]!.DeepClone();
    }, Recorder with { Subresource = "status" });

    private void Delete(ResourceKind kind, string name) => cluster.Delete(kind, Ns, name, new DeleteOptions("test-admin"));

    private static JsonObject Body(string name, string ns = Ns) => new()
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
