using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>Resizes workloads by what their pods use.</summary>
public sealed class AutoscalingController(ControllerContext context, IResourceUsage usage) : Controller(context, "horizontal-pod-autoscaler")
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private readonly Dictionary<string, ScaleBehavior> _behaviors = new(StringComparer.Ordinal);

    public override void Start() => Informers.Autoscalers.OnChange((before, after) =>
    {
        if (after is null)
            _behaviors.Remove(before!.Uid);
        else if (before is null)
            Queue.AddAfter(after.Key, Period);
        else if (before.Generation != after.Generation || !JsonElement.DeepEquals(before.Spec, after.Spec))
            Queue.Add(after.Key);
    });

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Autoscalers.Find(key) is not { } autoscaler || autoscaler.IsBeingDeleted)
            return;
        Queue.AddAfter(key, Period);
        var turn = new Turn(autoscaler, Conditions.Of(autoscaler.Status), NowText);
        if (TargetOf(autoscaler) is not { } target)
        {
            var message = $"the HPA controller was unable to get the target's current scale: {Missing(autoscaler)}";
            Warn(autoscaler, "FailedGetScale", Missing(autoscaler));
            turn.Set("AbleToScale", "False", "FailedGetScale", message);
            Write(turn, autoscaler.Status.Whole("currentReplicas") ?? 0, autoscaler.Status.Whole("desiredReplicas") ?? 0);
            return;
        }
        turn.Set("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale");
        var current = target.Spec.Whole("replicas") ?? 1;
        if (Decide(turn, target, current) is not { } decision)
        {
            Write(turn, current, autoscaler.Status.Whole("desiredReplicas") ?? 0);
            return;
        }
        if (decision.Replicas == current || Rescale(turn, target, current, decision))
            Write(turn, current, decision.Replicas);
        else
            Write(turn, current, current);
    }

    /// <summary>The wanted size and why; null when no metric could say.</summary>
    private (int Replicas, string Reason)? Decide(Turn turn, ObjectView target, int current)
    {
        var autoscaler = turn.Autoscaler;
        if (current == 0 && autoscaler.Min != 0)
        {
            turn.Set("ScalingActive", "False", "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            return (0, "");
        }
        if (current > autoscaler.Max)
            return (autoscaler.Max, "Current number of replicas above Spec.MaxReplicas");
        if (current < autoscaler.Min)
            return (autoscaler.Min, "Current number of replicas below Spec.MinReplicas");
        if (Best(turn, target, current) is not { } best)
            return null;
        if (!_behaviors.TryGetValue(autoscaler.Uid, out var behavior))
            _behaviors[autoscaler.Uid] = behavior = new ScaleBehavior();
        var outcome = behavior.Apply(autoscaler, current, best.Replicas, Now);
        var (reason, message) = outcome.Stabilized ?? ("ReadyForNewScale", "recommended size matches current size");
        turn.Set("AbleToScale", "True", reason, message);
        if (outcome.Limited is var (limit, why))
            turn.Set("ScalingLimited", "True", limit, why);
        else
            turn.Set("ScalingLimited", "False", "DesiredWithinRange", "the desired count is within the acceptable range");
        return (outcome.Replicas, best.Replicas > current ? $"{best.Name} above target" : "All metrics below target");
    }

    /// <summary>The metric that asks for most.</summary>
    private Proposal? Best(Turn turn, ObjectView target, int current)
    {
        var (autoscaler, selector) = (turn.Autoscaler, SelectorOf(target));
        var pods = Informers.Pods.ByLabel.Select(autoscaler.Namespace, selector).ToList();
        var calculator = new ReplicaCalculator(usage, Now);
        Proposal? best = null;
        MetricException? first = null;
        var (failed, all) = (0, 0);
        foreach (var metric in autoscaler.Spec.Items("metrics"))
        {
            all++;
            try
            {
                var proposal = calculator.Propose(metric, pods, current);
                turn.Metrics.Add(proposal.Current);
                if (best is null || proposal.Replicas > best.Replicas)
                    best = proposal;
            }
            catch (MetricException e)
            {
                failed++;
                first ??= e;
                Warn(autoscaler, e.Reason, e.Message);
            }
        }
        if (first is not null && (best is null || best.Replicas < current)) // a metric that is missing may be the one that forbids to shrink
        {
            turn.Set("ScalingActive", "False", first.Reason, $"the HPA was unable to compute the replica count: {first.Message}");
            Warn(autoscaler, "FailedComputeMetricsReplicas", string.Create(
                CultureInfo.InvariantCulture, $"invalid metrics ({failed} invalid out of {all}), first error is: {first.Prefix}"));
            return null;
        }
        if (best is not null)
            turn.Set("ScalingActive", "True", "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {best.Name}");
        return best;
    }

    private bool Rescale(Turn turn, ObjectView target, int current, (int Replicas, string Reason) decision)
    {
        var autoscaler = turn.Autoscaler;
        try
        {
            Cluster.Modify(
                target.Kind, target.Namespace, target.Name, json => json["spec"]!["replicas"] = decision.Replicas, Own with { Subresource = "scale" });
        }
        catch (StatusException e)
        {
            Warn(autoscaler, "FailedRescale", $"New size: {decision.Replicas}; reason: {decision.Reason}; error: {e.Message}");
            turn.Set("AbleToScale", "False", "FailedUpdateScale", $"the HPA controller was unable to update the target scale: {e.Message}");
            return false;
        }
        turn.Set("AbleToScale", "True", "SucceededRescale", $"the HPA controller was able to update the target scale to {decision.Replicas}");
        Normal(autoscaler, "SuccessfulRescale", $"New size: {decision.Replicas}; reason: {decision.Reason}");
        turn.Rescaled = true;
        if (_behaviors.TryGetValue(autoscaler.Uid, out var behavior))
            behavior.Note(decision.Replicas - current, Now);
        return true;
    }

    private ObjectView? TargetOf(AutoscalerView autoscaler) => autoscaler.TargetKind switch
    {
        "Deployment" => Informers.Deployments.Find(autoscaler.Namespace, autoscaler.TargetName),
        "ReplicaSet" => Informers.ReplicaSets.Find(autoscaler.Namespace, autoscaler.TargetName),
        "StatefulSet" => Informers.StatefulSets.Find(autoscaler.Namespace, autoscaler.TargetName),
        "ReplicationController" => Informers.ReplicationControllers.Find(autoscaler.Namespace, autoscaler.TargetName),
        _ => null,
    };

    private static string Missing(AutoscalerView autoscaler)
    {
        var kind = Kinds.All.FirstOrDefault(k => k.Kind == autoscaler.TargetKind);
        return $"{kind?.GroupResource ?? autoscaler.TargetKind} \"{autoscaler.TargetName}\" not found";
    }

    private static LabelSelector SelectorOf(ObjectView target) => target.Kind == Kinds.ReplicationController
        ? LabelSelector.OfMap(target.Spec.Texts("selector"))
        : LabelSelector.Of(target.Spec.At("selector"));

    private void Write(Turn turn, int current, int desired)
    {
        var status = new JsonObject { ["observedGeneration"] = turn.Autoscaler.Generation };
        if (turn.Autoscaler.Generation == 0)
            status.Remove("observedGeneration");
        var last = turn.Rescaled ? NowText : turn.Autoscaler.Status.Text("lastScaleTime");
        if (last is not null)
            status["lastScaleTime"] = last;
        status["currentReplicas"] = current;
        status["desiredReplicas"] = desired;
        status["currentMetrics"] = turn.Metrics.Count > 0 ? new JsonArray([.. turn.Metrics]) : null;
        turn.Conditions.WriteTo(status);
        WriteStatus(turn.Autoscaler, status);
    }

    private sealed record Turn(AutoscalerView Autoscaler, Conditions Conditions, string Now)
    {
        public List<JsonObject> Metrics { get; } = [];

        public bool Rescaled { get; set; }

        public void Set(string type, string status, string reason, string message) => Conditions.SetInPlace(
            new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = null, ["reason"] = reason, ["message"] = message }, Now);
    }
}
