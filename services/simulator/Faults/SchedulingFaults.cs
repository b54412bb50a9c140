using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>Pods that find no place, claims without volumes, and limits of the cluster that are reached.</summary>
internal static class SchedulingFaults
{
    public static IEnumerable<FaultKind> All =>
    [
        new("unschedulable-resources", "The workload asks for more CPU than any node has.",
            "Lower the requests, or roll back; restarts do not help.", FaultTarget.Workload, [new("cpu", "CPU request", "64")])
        {
            Begin = e => e.ChangeContainer(container =>
            {
                var resources = container.Member("resources");
                resources.Member("requests")["cpu"] = e.Text("cpu");
                if (resources["limits"]?["cpu"] is not null)
                    resources["limits"]!["cpu"] = e.Text("cpu");
            }),
        },
        new("unschedulable-taint", "Every node that pods can go to gets a taint that nobody tolerates, and the workload is restarted.",
            "Remove the taint from the nodes, or tolerate it.", FaultTarget.Workload, [new("key", "Key of the taint", "dedicated"), new("value", "Its value", "migration")])
        {
            Begin = Taint,
        },
        new("unschedulable-affinity", "The workload is bound to a label that no node has.",
            "Remove the node selector (roll back), or label a node.", FaultTarget.Workload, [new("label", "key=value of the label", "disktype=nvme")])
        {
            Begin = e => e.ChangeTemplate(template =>
            {
                var (key, value) = Pair(e.Text("label"));
                template["spec"]!.AsObject().Member("nodeSelector")[key] = value;
            }),
        },
        new("pvc-unbound", "A new revision mounts a claim whose storage class does not exist.",
            "Create the storage class, or roll back; restarts do not help.", FaultTarget.Workload,
            [new("class", "The storage class that does not exist", "fast-ssd-v2"), new("size", "Size of the claim", "5Gi")])
        {
            Begin = UnboundClaim,
        },
        new("quota-exhausted", "A quota allows the namespace no more pods than it has, and a new pod is wanted.",
            "Raise or delete the quota; restarts make it worse.", FaultTarget.Namespace, [new("name", "Name of the quota", "compute-quota")])
        {
            Begin = Quota,
        },
        new("hpa-maxed", "The workload's autoscaler stands at its maximum while traffic rises.",
            "Raise the autoscaler's maximum; restarts do not help.", FaultTarget.Workload,
            [new("factor", "Traffic from outside times this", "4", 1.1, 100), new("max", "Maximum to set", "2", 1, 1000)])
        {
            Begin = AutoscalerAtMaximum,
        },
        new("pdb-deadlock", "A budget allows no disruption at all while a node of the workload is drained: the drain never ends.",
            "Relax or delete the budget, or scale the workload up so that it has room.", FaultTarget.Workload, [])
        {
            Begin = Deadlock,
        },
    ];

    private static void Taint(FaultEffect e)
    {
        var taint = new JsonObject { ["key"] = e.Text("key"), ["value"] = e.Text("value"), ["effect"] = "NoSchedule" };
        foreach (var node in e.Cluster.List(Kinds.Node).Where(n => !n.Root.Items("spec", "taints").Any()).ToList())
        {
            e.Change(Kinds.Node, "", node.Key.Name, json => json.Member("spec").List("taints").Add(taint.DeepClone()));
            e.OnClear(() => e.Cluster.Modify(Kinds.Node, "", node.Key.Name, json =>
            {
                var taints = json.Member("spec").List("taints");
                foreach (var mine in taints.Where(t => (string?)t!["key"] == e.Text("key") && (string?)t["value"] == e.Text("value")).ToList())
                    taints.Remove(mine);
            }, new WriteOptions("system:serviceaccount:ci:deployer", "ci-deployer")));
        }
        e.RestartWorkload();
    }

    private static void UnboundClaim(FaultEffect e)
    {
        var name = $"{e.Subject.Name}-scratch";
        e.Create(Kinds.PersistentVolumeClaim, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = e.Subject.Namespace },
            ["spec"] = new JsonObject
            {
                ["accessModes"] = new JsonArray("ReadWriteOnce"),
                ["storageClassName"] = e.Text("class"),
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = e.Text("size") } },
            },
        });
        e.ChangeTemplate(template =>
        {
            template["spec"]!.AsObject().List("volumes").Add(
                new JsonObject { ["name"] = "scratch", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = name } });
            FaultEffect.ContainerOf(template).List("volumeMounts").Add(new JsonObject { ["name"] = "scratch", ["mountPath"] = "/scratch" });
        });
    }

    private static void Quota(FaultEffect e)
    {
        var pods = e.Cluster.List(Kinds.Pod, e.Subject.Name).Where(p => p.Root.Text("status", "phase") is not ("Succeeded" or "Failed")).ToList();
        e.Create(Kinds.ResourceQuota, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = e.Text("name"), ["namespace"] = e.Subject.Name },
            ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = $"{Math.Max(1, pods.Count)}" } },
        });
        if (e.Cluster.List(Kinds.Deployment, e.Subject.Name).FirstOrDefault() is { } deployment)
        {
            e.Change(Kinds.Deployment, deployment.Key.Namespace, deployment.Key.Name,
                json => json["spec"]!["replicas"] = (deployment.Root.Integer("spec", "replicas") ?? 1) + 1);
        }
    }

    private static void AutoscalerAtMaximum(FaultEffect e)
    {
        var autoscaler = e.Cluster.List(Kinds.HorizontalPodAutoscaler, e.Subject.Namespace).FirstOrDefault(h =>
            h.Root.Text("spec", "scaleTargetRef", "kind") == e.Subject.Kind.Kind && h.Root.Text("spec", "scaleTargetRef", "name") == e.Subject.Name)
            ?? throw new FaultException("target", e.Subject.Name, "no HorizontalPodAutoscaler scales it", "Choose a workload that has one");
        var most = (int)e.Number("max");
        e.Change(Kinds.HorizontalPodAutoscaler, autoscaler.Key.Namespace, autoscaler.Key.Name, json =>
        {
            json["spec"]!["maxReplicas"] = most;
            if ((int?)json["spec"]!["minReplicas"] > most)
                json["spec"]!["minReplicas"] = most;
        });
        TrafficFaults.Surge(e);
    }

    private static void Deadlock(FaultEffect e)
    {
        var labels = e.Subject.Object.Root.At("spec", "selector");
        var node = e.Pods.Select(p => p.Root.Text("spec", "nodeName")).FirstOrDefault(n => n is not null)
            ?? throw new FaultException("target", e.Subject.Name, "it has no pod on a node", "Choose a workload that runs");
        foreach (var old in e.Cluster.List(Kinds.PodDisruptionBudget, e.Subject.Namespace).Where(b => b.Root.At("spec", "selector").GetRawText() == labels.GetRawText()).ToList())
            e.Delete(old);
        e.Create(Kinds.PodDisruptionBudget, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{e.Subject.Name}-always", ["namespace"] = e.Subject.Namespace },
            ["spec"] = new JsonObject
            {
                ["minAvailable"] = e.Subject.Object.Root.Integer("spec", "replicas") ?? 1,
                ["selector"] = JsonNode.Parse(labels.GetRawText()),
            },
        });
        e.Change(Kinds.Node, "", node, json => json.Member("spec")["unschedulable"] = true);
        e.Every(TimeSpan.FromSeconds(5), () => Drain(e, node));
    }

    /// <summary>What "kubectl drain" tries every five seconds: evict what the budgets let go.</summary>
    private static void Drain(FaultEffect e, string node)
    {
        foreach (var pod in e.Pods.Where(p => p.Root.Text("spec", "nodeName") == node && !p.Root.Has("metadata", "deletionTimestamp")).ToList())
        {
            var budgets = e.Cluster.List(Kinds.PodDisruptionBudget, e.Subject.Namespace).Where(b =>
                b.Root.Members("spec", "selector", "matchLabels").All(l => pod.Labels.GetValueOrDefault(l.Name) == l.Value.GetString()));
            if (budgets.Any(b => (b.Root.Integer("status", "disruptionsAllowed") ?? 0) < 1))
                continue;
            try
            {
                e.Restart(pod);
                return;
            }
            catch (StatusException)
            {
                // it went by itself
            }
        }
    }

    private static (string Key, string Value) Pair(string label)
    {
        var equals = label.IndexOf('=');
        return equals > 0
            ? (label[..equals], label[(equals + 1)..])
            : throw new FaultException("parameters.label", label, "it has no key and value", "Write it as key=value");
    }
}
