using System.Text.Json.Nodes;
using Pipeline.Simulator.Load;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>What befalls the requests: policies, names, slow and failing dependencies, too many of them, full volumes.</summary>
internal static class TrafficFaults
{
    public static IEnumerable<FaultKind> All =>
    [
        new("network-policy-blocks", "A network policy lets nobody reach the workload any more.",
            "Delete or correct the policy; restarts do not help.", FaultTarget.Workload, [])
        {
            Begin = e => e.Create(Kinds.NetworkPolicy, new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = $"{e.Subject.Name}-lockdown", ["namespace"] = e.Subject.Namespace },
                ["spec"] = new JsonObject
                {
                    ["podSelector"] = new JsonObject { ["matchLabels"] = JsonNode.Parse(e.Subject.Object.Root.At("spec", "selector", "matchLabels").GetRawText()) },
                    ["policyTypes"] = new JsonArray("Ingress"),
                },
            }),
        },
        new("dns-failures", "The Corefile of the cluster's DNS names the wrong zone: names of services are not resolved.",
            "Correct the config map kube-system/coredns; restarting the callers does not help.", FaultTarget.Cluster, [])
        {
            Begin = e => e.Change(Kinds.ConfigMap, "kube-system", "coredns", json => json["data"]!["Corefile"] =
                ((string?)json["data"]!["Corefile"] ?? "").Replace("kubernetes cluster.local", "kubernetes cluster.lokal", StringComparison.Ordinal)),
        },
        new("slow-dependency", "The workload's running processes hang on a lock and answer slowly: all that call them become slow.",
            "Restart the slow workload itself; restarting or scaling its callers does not help.", FaultTarget.Workload,
            [new("latency", "Added to each request, in seconds", "2", 0.01, 60)])
        {
            Begin = e => Impair(e, new Impairment(e.Seconds("latency"), 0, false, "lock wait: transaction 7f3a held for 2013 ms")),
        },
        new("error-burst", "The workload's running processes have lost their connections and answer with errors: its callers fail along.",
            "Restart the failing workload itself; restarting its callers does not help.", FaultTarget.Workload,
            [new("rate", "Fraction of requests that fail", "0.6", 0.01, 1)])
        {
            Begin = e => Impair(e, new Impairment(TimeSpan.Zero, e.Number("rate"), false, "connection pool exhausted: 100/100 in use, could not acquire within 30s")),
        },
        new("deadlock", "The workload's running processes stand still: probes time out.",
            "A restart helps: the liveness probe does it by itself, or somebody does.", FaultTarget.Workload, [])
        {
            Begin = e => Impair(e, new Impairment(TimeSpan.Zero, 1, true, "")),
        },
        new("traffic-surge", "The outside sends many times the usual requests to the services that the workload serves, or that lead to it.",
            "Scale the workload up, or let its autoscaler; rolling back and restarts do not help.", FaultTarget.Workload,
            [new("factor", "Requests from outside times this", "6", 1.1, 1000)])
        {
            Begin = Surge,
        },
        new("pvc-filling", "Data on the workload's claim grows until the volume is full, and writes fail.",
            "Enlarge the claim; restarts do not help.", FaultTarget.Workload, [new("minutes", "Minutes until it is full", "10", 0.1, 10_000)])
        {
            Begin = Fill,
        },
        new("noisy-warnings", "Warnings that mean nothing appear again and again on healthy objects of a namespace.",
            "Nothing: everything is well.", FaultTarget.Namespace, [new("period", "Seconds between two", "20", 1, 3600)])
        {
            Begin = Noise,
        },
    ];

    /// <summary>Multiplies what comes from outside to the sources that reach the subject.</summary>
    public static void Surge(FaultEffect e)
    {
        var load = e.World.Load;
        var own = load.Traffic.Where(t => t.Service.Namespace == e.Subject.Namespace && t.Service.Name == e.Subject.Name).ToList();
        var sources = own.Count > 0 ? own : load.Traffic.Where(t => t.Service.Namespace == e.Subject.Namespace).ToList();
        if (sources.Count == 0)
            throw new FaultException("target", $"{e.Subject.Namespace}/{e.Subject.Name}", "no traffic from outside leads to its namespace", "Choose a workload of a namespace with traffic");
        foreach (var service in sources.Select(s => s.Service).Distinct())
        {
            var before = load.Surges.GetValueOrDefault(service, 1);
            load.Surges[service] = before * e.Number("factor");
            e.OnClear(() => load.Surges[service] = before);
        }
    }

    private static void Impair(FaultEffect e, Impairment impairment)
    {
        var struck = e.Runs.ToList();
        if (struck.Count == 0)
            throw new FaultException("target", e.Subject.Name, "none of its containers runs", "Choose a workload that runs");
        foreach (var run in struck)
            run.Impairment = impairment;
        e.OnClear(() =>
        {
            foreach (var run in struck.Where(r => r.Impairment == impairment))
                run.Impairment = Impairment.None;
        });
    }

    private static void Fill(FaultEffect e)
    {
        var filling = new List<ClaimVolumes.Volume>();
        foreach (var pod in e.Pods.Select(p => e.World.Fleet.FindPod(p.Uid)).OfType<PodLife>())
        {
            foreach (var (_, volume) in e.World.Load.Claims.Mounted(pod))
            {
                volume.AddedBytesPerSecond = Math.Max(1, (volume.CapacityBytes - volume.UsedBytes) / (e.Number("minutes") * 60));
                filling.Add(volume);
            }
        }
        if (filling.Count == 0)
            throw new FaultException("target", e.Subject.Name, "no running pod of it mounts a claim", "Choose a workload with a PersistentVolumeClaim");
        e.OnClear(() =>
        {
            foreach (var volume in filling)
            {
                volume.AddedBytesPerSecond = 0;
                volume.UsedBytes = Math.Min(volume.UsedBytes, volume.CapacityBytes * 0.5);
            }
        });
    }

    private static void Noise(FaultEffect e) => e.Every(e.Seconds("period"), () =>
    {
        var context = e.World.Context;
        (string Reason, string Message, string Component)[] warnings =
        [
            ("DNSConfigForming", "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.0.2 10.0.0.3 10.0.0.4", "kubelet"),
            ("FailedToUpdateEndpointSlices", $"Error updating Endpoint Slices for Service {e.Subject.Name}/web: skipping Pod web for Service {e.Subject.Name}/web: Node not found", "endpoint-slice-controller"),
            ("FailedGetScale", "the server is currently unable to handle the request", "horizontal-pod-autoscaler"),
            ("ProbeWarning", "Readiness probe warning: Probe terminated redirects, Response body: <a href=\"/login\">Found</a>.", "kubelet"),
        ];
        var pods = e.Cluster.List(Kinds.Pod, e.Subject.Name).ToList();
        if (pods.Count == 0)
            return;
        var (pod, warning) = (pods[context.Random.Next(pods.Count)], warnings[context.Random.Next(warnings.Length)]);
        context.Events.Record(pod, "Warning", warning.Reason, warning.Message, warning.Component,
            warning.Component == "kubelet" ? pod.Root.Text("spec", "nodeName") ?? "" : "");
    });
}
