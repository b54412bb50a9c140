using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Autoscalers at their maximum, without metrics, or without a target. At the minimum one is well.</summary>
public sealed class AutoscalerScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "HorizontalPodAutoscaler";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.HorizontalPodAutoscalers];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        view.Autoscalers.Items.Where(a => a.Metadata.DeletionTimestamp is null).SelectMany(scaler => Look(view, scaler));

    private static IEnumerable<Observation> Look(ClusterView view, HorizontalPodAutoscaler scaler)
    {
        var (meta, spec, status, target) = (scaler.Metadata, scaler.Spec, scaler.Status, scaler.Spec.ScaleTargetRef);
        Observation Of(FailureState state, string message) => view.Seen(state, "HorizontalPodAutoscaler", meta, message) with
        { Details = Seeing.Facts(("target", $"{target.Kind}/{target.Name}")) };
        if (IsMissing(view, meta.Namespace, target))
        {
            yield return Of(FailureStates.MissingScaleTarget, $"its target {target.Kind} {target.Name} does not exist") with
            { RestsOn = [ResourceTypes.Deployments, ResourceTypes.StatefulSets, ResourceTypes.ReplicaSets] };
            yield break;
        }
        if (status.Conditions.Of("AbleToScale") is { IsFalse: true } unable)
            yield return Of(FailureStates.UnableToScale, Seeing.Words(unable)) with { Since = unable.LastTransitionTime };
        if (status.Conditions.Of("ScalingActive") is { IsFalse: true } inactive)
            yield return Of(inactive.Reason == "ScalingDisabled" ? FailureStates.ScalingDisabled : FailureStates.ScalingInactive, Seeing.Words(inactive)) with
            { Since = inactive.LastTransitionTime };
        if (status.Conditions.Of("ScalingLimited") is { IsTrue: true, Reason: "TooManyReplicas" } limited &&
            status.CurrentReplicas >= spec.MaxReplicas && spec.MaxReplicas != (spec.MinReplicas ?? 1))
            yield return Of(FailureStates.AutoscalerMaxedOut, Say($"it wants more than its maximum of {spec.MaxReplicas} replicas: {limited.Message}")) with
            { Since = limited.LastTransitionTime, Count = spec.MaxReplicas };
        if (status.DesiredReplicas > status.CurrentReplicas)
            yield return Of(FailureStates.AutoscalerMismatch, Say($"it wants {status.DesiredReplicas} replicas, and there are {status.CurrentReplicas}")) with
            { Progress = Say($"{status.CurrentReplicas}/{status.DesiredReplicas}") };
        foreach (var resource in Unrequested(view, scaler))
            yield return Of(FailureStates.MissingRequests, $"it scales by the utilization of {resource}, which a container of its target does not request");
    }

    private static bool IsMissing(ClusterView view, string? ns, ScaleTarget target) => target.Kind switch
    {
        "Deployment" => view.Deployments.Lacks(ns, target.Name),
        "StatefulSet" => view.StatefulSets.Lacks(ns, target.Name),
        "ReplicaSet" => view.ReplicaSets.Lacks(ns, target.Name),
        _ => false, // whatever has a scale subresource can be one
    };

    /// <summary>Resources whose utilization cannot be computed: every container must request them.</summary>
    private static IEnumerable<string> Unrequested(ClusterView view, HorizontalPodAutoscaler scaler)
    {
        var target = scaler.Spec.ScaleTargetRef;
        var template = target.Kind switch
        {
            "Deployment" => view.Deployments.Find(scaler.Metadata.Namespace, target.Name)?.Spec.Template,
            "StatefulSet" => view.StatefulSets.Find(scaler.Metadata.Namespace, target.Name)?.Spec.Template,
            _ => null,
        };
        return from resource in scaler.Spec.Metrics.Where(m => m.Type == "Resource").Select(m => m.Resource).OfType<ResourceMetric>()
               where resource.Target?.Type == "Utilization"
               where template?.Spec.Containers.Any(c => !c.Resources.Requests.ContainsKey(resource.Name) && !c.Resources.Limits.ContainsKey(resource.Name)) == true
               select resource.Name;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
