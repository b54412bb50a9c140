using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Disruption;

/// <summary>Says in a PodDisruptionBudget's status how many pods may go.</summary>
public sealed class DisruptionController(ControllerContext context) : Controller(context, "disruption-controller", "controllermanager")
{
    private static readonly TimeSpan EvictionTimeout = TimeSpan.FromMinutes(2);

    public override void Start()
    {
        Informers.Budgets.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange((before, after) =>
        {
            if (before is not null && after is not null && before.IsReady == after.IsReady && before.Phase == after.Phase
                && before.IsBeingDeleted == after.IsBeingDeleted && before.HasLabelsOf(after))
                return;
            AddSelecting(before);
            AddSelecting(after);
        });
        Informers.ReplicaSets.OnChange((_, after) => AddAll(after));
        Informers.Deployments.OnChange((before, after) =>
        {
            if (before?.Replicas != after?.Replicas)
                AddAll(after);
        });
        Informers.StatefulSets.OnChange((before, after) =>
        {
            if (before?.Replicas != after?.Replicas)
                AddAll(after);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Budgets.Find(key) is not { } budget || budget.IsBeingDeleted)
            return;
        var pods = Informers.Pods.ByLabel.Select(budget.Namespace, budget.Selector).ToList();
        if (pods.Count == 0)
            Normal(budget, "NoPods", "No matching pods found");
        var (expected, desired, failure) = ExpectationsOf(budget, pods);
        if (failure is not null)
        {
            Warn(budget, "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {failure}");
            WriteStatus(budget, StatusOf(budget, 0, budget.Status.Whole("currentHealthy") ?? 0, budget.Status.Whole("desiredHealthy") ?? 0,
                budget.Status.Whole("expectedPods") ?? 0, DisruptedOf(budget, pods), failure));
            return;
        }
        var disrupted = DisruptedOf(budget, pods);
        var healthy = pods.Count(p => !p.IsBeingDeleted && !disrupted.ContainsKey(p.Name) && p.IsReady);
        var allowed = expected <= 0 ? 0 : Math.Max(0, healthy - desired);
        WriteStatus(budget, StatusOf(budget, allowed, healthy, desired, expected, disrupted, null));
        if (disrupted.Count > 0)
            Queue.AddAfter(key, disrupted.Values.Min() + EvictionTimeout - Now + TimeSpan.FromSeconds(1));
    }

    private void AddSelecting(PodView? pod)
    {
        if (pod is null)
            return;
        foreach (var budget in Informers.Budgets.InNamespace(pod.Namespace))
        {
            if (budget.Selector.Matches(pod.Labels))
                Queue.AddAfter(budget.Key, Settled);
        }
    }

    private void AddAll(ObjectView? workload)
    {
        if (workload is null)
            return;
        foreach (var budget in Informers.Budgets.InNamespace(workload.Namespace))
            Queue.AddAfter(budget.Key, Settled);
    }

    private (int Expected, int Desired, string? Failure) ExpectationsOf(BudgetView budget, List<PodView> pods)
    {
        if (budget.MaxUnavailable is { } unavailable)
        {
            var (scale, failure) = ScaleOf(pods);
            return (scale, Math.Max(0, scale - unavailable.Of(scale, roundUp: true)), failure);
        }
        if (budget.MinAvailable is not { } available)
            return (pods.Count, 0, null);
        if (!available.IsPercent)
            return (pods.Count, available.Value, null);
        var (all, why) = ScaleOf(pods);
        return (all, available.Of(all, roundUp: true), why);
    }

    /// <summary>What the workloads of the pods want in all.</summary>
    private (int Scale, string? Failure) ScaleOf(List<PodView> pods)
    {
        var workloads = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (pod.Controller is not { } owner)
                return (0, $"found no controllers for pod \"{pod.Name}\"");
            switch (owner.Kind)
            {
                case "ReplicaSet" when Informers.ReplicaSets.Find(pod.Namespace, owner.Name) is { } set:
                    if (set.Controller is { Kind: "Deployment" } above && Informers.Deployments.Find(set.Namespace, above.Name) is { } deployment)
                        workloads[deployment.Uid] = deployment.Replicas;
                    else
                        workloads[set.Uid] = set.Replicas;
                    break;
                case "ReplicationController" when Informers.ReplicationControllers.Find(pod.Namespace, owner.Name) is { } old:
                    workloads[old.Uid] = old.Replicas;
                    break;
                case "StatefulSet" when Informers.StatefulSets.Find(pod.Namespace, owner.Name) is { } stateful:
                    workloads[stateful.Uid] = stateful.Replicas;
                    break;
                case "ReplicaSet" or "StatefulSet" or "ReplicationController":
                    break; // the workload goes away with its pods
                default:
                    var plural = Kinds.All.FirstOrDefault(k => k.Kind == owner.Kind && k.ApiVersion == owner.ApiVersion)?.GroupResource ?? owner.Kind;
                    return (0, $"{plural} does not implement the scale subresource");
            }
        }
        return (workloads.Values.Sum(), null);
    }

    /// <summary>Pods whose eviction was granted and is not seen yet, with the time of the grant.</summary>
    private SortedDictionary<string, DateTimeOffset> DisruptedOf(BudgetView budget, List<PodView> pods)
    {
        var waiting = pods.Where(p => !p.IsBeingDeleted).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var disrupted = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var entry in budget.Status.Members("disruptedPods"))
        {
            if (waiting.Contains(entry.Name) && budget.Status.At("disruptedPods").Time(entry.Name) is { } at && at + EvictionTimeout > Now)
                disrupted[entry.Name] = at;
        }
        return disrupted;
    }

    private JsonObject StatusOf(
        BudgetView budget, int allowed, int healthy, int desired, int expected, SortedDictionary<string, DateTimeOffset> disrupted, string? failure)
    {
        var status = new JsonObject { ["observedGeneration"] = budget.Generation };
        if (disrupted.Count > 0)
            status["disruptedPods"] = new JsonObject([.. disrupted.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)Timestamps.Seconds(d.Value)))]);
        status["disruptionsAllowed"] = allowed;
        status["currentHealthy"] = healthy;
        status["desiredHealthy"] = desired;
        status["expectedPods"] = expected;
        var conditions = Conditions.Of(budget.Status);
        conditions.SetInPlace(
            new JsonObject
            {
                ["type"] = "DisruptionAllowed",
                ["status"] = failure is null && allowed > 0 ? "True" : "False",
                ["observedGeneration"] = budget.Generation,
                ["lastTransitionTime"] = null,
                ["reason"] = failure is not null ? "SyncFailed" : allowed > 0 ? "SufficientPods" : "InsufficientPods",
                ["message"] = failure ?? "",
            },
            NowText);
        conditions.WriteTo(status);
        return status;
    }
}
