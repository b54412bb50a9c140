using System.Globalization;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Metrics;

/// <summary>A shop of three nodes and some pods whose half hour is written down: a kill for memory, a node out of reach, a pod replaced, an image that is missing.</summary>
internal sealed class SmallShop : IWorldMeasurements
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly SimulationLoop _loop;
    private readonly DateTimeOffset _start;
    private readonly List<Pod> _pods = [];

    public SmallShop(SimulationLoop loop)
    {
        (_loop, _start) = (loop, loop.GetUtcNow());
        foreach (var node in (string[])["n1", "n2", "n3"])
            PutNode(node, ready: "True");
        for (var i = 0; i < 3; i++)
            Add(new Pod($"cart-7d4b9-{i}", "cart", $"n{i + 1}", "shop/cart:1.0"));
        for (var i = 0; i < 2; i++)
            Add(new Pod($"checkout-5c6f7-{i}", "checkout", $"n{i + 1}", "shop/checkout:2.3") { Limited = false });
        Add(new Pod("db-0", "db", "n2", "postgres:17"));
        PutRest();
        After(10, () => KillForMemory("cart-7d4b9-1"));
        After(12, () => PutNode("n3", ready: "Unknown"));
        After(14, () => Replace("checkout-5c6f7-0", new Pod("checkout-5c6f7-9", "checkout", "n1", "shop/checkout:2.3") { Limited = false }));
        After(16, () => PutNode("n3", ready: "True"));
        After(18, () => WaitForImage("checkout-5c6f7-1"));
    }

    /// <summary>The objects.</summary>
    public StoredObjects Cluster { get; } = new();

    private double Elapsed => (_loop.GetUtcNow() - _start).TotalSeconds;

    private bool Reachable(string node) => node != "n3" || Elapsed is < 720 or >= 960;

    public IEnumerable<ContainerMeasurement> Containers() => _pods.Where(p => p.Runs && Reachable(p.Node)).Select(p =>
    {
        var age = Elapsed - p.Since;
        var (cpu, memory) = (age * p.Load, 5e7 + (age * 40_000) + (3e6 * Wave(p, 97)));
        return new ContainerMeasurement(
            "shop", p.Name, p.Uid, p.App, p.Image, p.Node, $"/kubepods/burstable/pod{p.Uid}/cri-containerd-{p.Run}.scope", _start.AddSeconds(p.Since),
            cpu + (0.4 * Wave(p, 61)) + 1, age * 10, age * 2 * p.Load, age * 0.3 * p.Load, memory, memory * 0.8, p.Restarts,
            1e6 + (age * 100), age * 1000, age * 2000);
    });

    public IEnumerable<NetworkMeasurement> PodNetworks() => _pods.Where(p => p.Runs && Reachable(p.Node))
        .Select(p => Network("shop", p.Name, p.Node, "eth0", p.Load * (Elapsed + 10)));

    public IEnumerable<NodeMeasurement> Nodes() => ((string[])["n1", "n2", "n3"]).Where(Reachable).Select((node, i) =>
    {
        var time = Elapsed + 3600;
        Dictionary<string, double> core = new() { ["idle"] = time * 0.7, ["user"] = time * 0.2, ["system"] = time * 0.08, ["iowait"] = time * 0.02 };
        return new NodeMeasurement(
            node, $"10.0.0.{node[1]}", [core, core], 8e9, 5e9 - (Elapsed * 1e5), 1e11, 6e10 - (Elapsed * 1e6), 6e6, 5e6 - Elapsed,
            1 + Math.Sin(time / 50), 1.5, 1.25, time * 0.05, Network("", "", node, "eth0", time), _start.AddHours(-1));
    });

    public IEnumerable<RequestMeasurement> Requests() => _pods.Where(p => p.Runs && p.App != "db").Select(p =>
    {
        var served = (Elapsed - p.Since) * p.Load * 50;
        var failed = p.App == "checkout" ? Math.Max(0, Elapsed - 900) * 3 : 0;
        var buckets = Bounds.Select(b => KeyValuePair.Create(b, (served + failed) * (1 - Math.Exp(-b * 8)))).ToList();
        var codes = failed > 0 ? new Dictionary<string, double> { ["200"] = served, ["503"] = failed } : new() { ["200"] = served };
        return new RequestMeasurement("shop", p.App, p.Name, p.Node, p.App, codes, buckets, (served + failed) * 0.125, served + failed);
    });

    public IEnumerable<CallMeasurement> Calls() => _pods.Where(p => p.Runs && p.App == "checkout" && Reachable(p.Node))
        .Select(p => new CallMeasurement("shop", p.App, p.Name, "cart", Math.Floor((Elapsed - p.Since) * p.Load * 50)));

    public IEnumerable<VolumeMeasurement> Volumes() =>
        [new("shop", "data-db-0", "db-0", "n2", 1e10, 9e9 - (Elapsed * 3e6), 1e9 + (Elapsed * 3e6), 655_360, 600_000 - Elapsed)];

    public IReadOnlyDictionary<string, double> DnsResponses() =>
        new Dictionary<string, double> { ["NOERROR"] = Elapsed * 20, ["NXDOMAIN"] = Elapsed * 2, ["SERVFAIL"] = Math.Max(0, Elapsed - 1200) };

    private double Wave(Pod pod, double period) => 1 + Math.Sin((Elapsed + pod.Name.Length) / period);

    private static NetworkMeasurement Network(string ns, string pod, string node, string device, double scale) =>
        new(ns, pod, node, device, scale * 20_000, scale * 15_000, scale * 40, scale * 35, scale / 100, scale / 200, scale / 300, 0);

    private void After(int minutes, Action change) => _loop.At(_start.AddMinutes(minutes).AddSeconds(-1), change);

    private void Add(Pod pod)
    {
        pod.Since = Elapsed;
        _pods.Add(pod);
        PutPod(pod);
    }

    private void KillForMemory(string name)
    {
        var pod = _pods.Single(p => p.Name == name);
        (pod.Since, pod.Restarts) = (Elapsed, pod.Restarts + 1);
        PutPod(pod);
    }

    private void Replace(string name, Pod next)
    {
        _pods.RemoveAll(p => p.Name == name);
        Cluster.Remove(Kinds.Pod, "shop", name);
        Add(next);
    }

    private void WaitForImage(string name)
    {
        var pod = _pods.Single(p => p.Name == name);
        pod.Waiting = "ImagePullBackOff";
        PutPod(pod);
    }

    private void PutNode(string name, string ready) => Cluster.Put(Kinds.Node, $$$"""
        {"metadata":{"name":"{{{name}}}","uid":"uid-{{{name}}}","creationTimestamp":"2026-11-01T00:00:00Z",
          "labels":{"kubernetes.io/hostname":"{{{name}}}","node-role.kubernetes.io/worker":""}},
         "spec":{"podCIDR":"10.244.1.0/24","taints":[{"key":"dedicated","value":"shop","effect":"PreferNoSchedule"}]},
         "status":{"addresses":[{"type":"InternalIP","address":"10.0.0.{{{name[1]}}}"},{"type":"Hostname","address":"{{{name}}}"}],
          "capacity":{"cpu":"2","memory":"8Gi","pods":"110","ephemeral-storage":"100Gi"},
          "allocatable":{"cpu":"1900m","memory":"7Gi","pods":"110","ephemeral-storage":"90Gi"},
          "nodeInfo":{"kubeletVersion":"v1.32.0","osImage":"Debian","kernelVersion":"6.1","containerRuntimeVersion":"containerd://1.7"},
          "conditions":[{"type":"Ready","status":"{{{ready}}}"},{"type":"MemoryPressure","status":"False"},{"type":"DiskPressure","status":"False"},
            {"type":"PIDPressure","status":"False"}]}}
        """);

    private void PutPod(Pod pod)
    {
        var at = _loop.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var (set, owner) = pod.App == "db" ? ("StatefulSet", "db") : ("ReplicaSet", pod.Name[..pod.Name.LastIndexOf('-')]);
        var state = pod.Waiting is null ? $$$"""{"running":{"startedAt":"{{{at}}}"}}""" : $$$"""{"waiting":{"reason":"{{{pod.Waiting}}}"}}""";
        var last = pod.Restarts == 0 ? "{}" : $$$"""{"terminated":{"reason":"OOMKilled","exitCode":137,"finishedAt":"{{{at}}}"}}""";
        var limits = pod.Limited ? """{"limits":{"cpu":"500m","memory":"128Mi"},"requests":{"cpu":"100m","memory":"64Mi"}}""" : "{}";
        Cluster.Put(Kinds.Pod, $$$"""
            {"metadata":{"name":"{{{pod.Name}}}","namespace":"shop","uid":"{{{pod.Uid}}}","creationTimestamp":"{{{at}}}","labels":{"app":"{{{pod.App}}}"},
              "ownerReferences":[{"kind":"{{{set}}}","name":"{{{owner}}}","controller":true}]},
             "spec":{"nodeName":"{{{pod.Node}}}","restartPolicy":"Always","serviceAccountName":"default",
              "containers":[{"name":"{{{pod.App}}}","image":"{{{pod.Image}}}","resources":{{{limits}}}}],
              "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data-{{{pod.Name}}}"}}]},
             "status":{"phase":"{{{(pod.Waiting is null ? "Running" : "Pending")}}}","qosClass":"Burstable","hostIP":"10.0.0.{{{pod.Node[1]}}}",
              "podIP":"{{{pod.Ip}}}","podIPs":[{"ip":"{{{pod.Ip}}}"}],"startTime":"{{{at}}}",
              "conditions":[{"type":"Ready","status":"{{{(pod.Waiting is null ? "True" : "False")}}}","lastTransitionTime":"{{{at}}}"},
                {"type":"PodScheduled","status":"True","lastTransitionTime":"{{{at}}}"}],
              "containerStatuses":[{"name":"{{{pod.App}}}","image":"{{{pod.Image}}}","imageID":"sha256:1","containerID":"containerd://{{{pod.Run}}}",
                "ready":{{{(pod.Waiting is null ? "true" : "false")}}},"restartCount":{{{pod.Restarts}}},"state":{{{state}}},"lastState":{{{last}}}}]}}
            """);
    }

    private void PutRest()
    {
        foreach (var (name, available) in (ReadOnlySpan<(string, int)>)[("cart", 3), ("checkout", 1)])
        {
            Cluster.Put(Kinds.Deployment, $$$"""
                {"metadata":{"name":"{{{name}}}","namespace":"shop","uid":"d-{{{name}}}","generation":2,"creationTimestamp":"2026-11-01T00:00:00Z"},
                 "spec":{"replicas":{{{(name == "cart" ? 3 : 2)}}},"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"} } },
                 "status":{"replicas":3,"availableReplicas":{{{available}}},"observedGeneration":2,
                  "conditions":[{"type":"Available","status":"True"},{"type":"Progressing","status":"{{{(available == 1 ? "False" : "True")}}}"}]}}
                """);
            Cluster.Put(Kinds.HorizontalPodAutoscaler, $$$"""
                {"metadata":{"name":"{{{name}}}","namespace":"shop","uid":"h-{{{name}}}","generation":1},
                 "spec":{"minReplicas":1,"maxReplicas":{{{(name == "cart" ? 3 : 9)}}},"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"{{{name}}}"},
                  "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70} } }]},
                 "status":{"currentReplicas":3,"desiredReplicas":3,"conditions":[{"type":"ScalingLimited","status":"True"}]}}
                """);
        }
        foreach (var (name, owner) in (ReadOnlySpan<(string, string)>)[("cart-7d4b9", "cart"), ("checkout-5c6f7", "checkout")])
        {
            Cluster.Put(Kinds.ReplicaSet, $$$"""
                {"metadata":{"name":"{{{name}}}","namespace":"shop","uid":"r-{{{name}}}","ownerReferences":[{"kind":"Deployment","name":"{{{owner}}}","controller":true}]},
                 "spec":{"replicas":3},"status":{"replicas":3,"readyReplicas":3}}
                """);
        }
        Cluster.Put(Kinds.PersistentVolumeClaim, """
            {"metadata":{"name":"data-db-0","namespace":"shop","uid":"p-1"},"spec":{"storageClassName":"standard","volumeName":"pv-1",
              "accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"10Gi"}}},"status":{"phase":"Bound"}}
            """);
        Cluster.Put(Kinds.Job, """
            {"metadata":{"name":"nightly","namespace":"shop","uid":"j-1"},"spec":{"parallelism":1,"completions":1},
             "status":{"failed":2,"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}}
            """);
        Cluster.Put(Kinds.ResourceQuota, """
            {"metadata":{"name":"shop","namespace":"shop","uid":"q-1"},"status":{"hard":{"requests.cpu":"2","pods":"10"},"used":{"requests.cpu":"600m","pods":"6"}}}
            """);
        Cluster.Put(Kinds.PodDisruptionBudget, """
            {"metadata":{"name":"cart","namespace":"shop","uid":"b-1"},"status":{"currentHealthy":3,"desiredHealthy":2,"disruptionsAllowed":1,"expectedPods":3}}
            """);
        Cluster.Put(Kinds.Namespace, """{"metadata":{"name":"shop","uid":"ns-1"},"status":{"phase":"Active"}}""");
    }

    private sealed class Pod(string name, string app, string node, string image)
    {
        public string Name => name;

        public string App => app;

        public string Node => node;

        public string Image => image;

        public string Uid => $"uid-{name}";

        public string Ip => $"10.244.{node[1]}.{(name[^1] - '0') + (app.Length * 10)}";

        public string Run => $"{name.Replace("-", "", StringComparison.Ordinal)}r{Restarts}";

        public double Load => 0.05 * app.Length;

        public double Since { get; set; }

        public int Restarts { get; set; }

        public string? Waiting { get; set; }

        public bool Limited { get; init; } = true;

        public bool Runs => Waiting is null;
    }
}
