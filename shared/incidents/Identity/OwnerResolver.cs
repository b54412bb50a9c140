using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Incidents.Identity;

/// <summary>Finds the workload that answers for an entity from what is at hand: its labels and its name.</summary>
public static partial class OwnerResolver
{
    // kube-state-metrics and kubernetes-mixin label names, most specific first
    private static readonly (string Label, string Kind)[] WorkloadLabels =
    [
        ("deployment", "Deployment"), ("statefulset", "StatefulSet"), ("daemonset", "DaemonSet"), ("cronjob", "CronJob"),
        ("job_name", "Job"),
    ];

    /// <summary>The owner of what a report is about: by the cluster's word where the report has it.</summary>
    public static OwnerResolution Resolve(SymptomReport report) => report.Owner is { } owner
        ? new(report.Entity, owner, OwnerEvidence.OwnerReferences)
        : Resolve(report.Entity, report.Labels);

    /// <summary>The owner of <paramref name="entity"/>. Pure: the answer is recorded with the incident and then holds.</summary>
    /// <param name="entity">Any entity; only pods have owners here.</param>
    /// <param name="labels">Labels of the series or alert that names the entity.</param>
    public static OwnerResolution Resolve(EntityRef entity, IReadOnlyDictionary<string, string> labels)
    {
        if (entity.Kind != "Pod")
            return new(entity, entity, OwnerEvidence.Itself);
        foreach (var (label, kind) in WorkloadLabels)
        {
            if (labels.TryGetValue(label, out var name) && name.Length > 0)
                return new(entity, entity with { Kind = kind, Name = name }, OwnerEvidence.Labels);
        }

        return FromName(entity);
    }

    private static OwnerResolution FromName(EntityRef pod)
    {
        if (DeploymentPod().Match(pod.Name) is { Success: true } deployment)
            return Inferred(pod, "Deployment", deployment);
        if (CronJobPod().Match(pod.Name) is { Success: true } cronJob)
            return Inferred(pod, "CronJob", cronJob);
        return StatefulSetPod().Match(pod.Name) is { Success: true } statefulSet
            ? Inferred(pod, "StatefulSet", statefulSet)
            : new(pod, pod, OwnerEvidence.Itself);
    }

    private static OwnerResolution Inferred(EntityRef pod, string kind, Match match) =>
        new(pod, pod with { Kind = kind, Name = match.Groups["owner"].Value }, OwnerEvidence.PodNamePattern);

    // Kubernetes writes random suffixes in the alphabet of rand.SafeEncodeString: no vowels, no 0, 1 or 3
    [GeneratedRegex("^(?<owner>[a-z0-9].*)-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$", RegexOptions.NonBacktracking)]
    private static partial Regex DeploymentPod();

    // a CronJob's Job ends in its scheduled minute since 1970
    [GeneratedRegex("^(?<owner>[a-z0-9].*)-[0-9]{8}-[bcdfghjklmnpqrstvwxz2456789]{5}$", RegexOptions.NonBacktracking)]
    private static partial Regex CronJobPod();

    [GeneratedRegex("^(?<owner>[a-z0-9].*)-[0-9]{1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex StatefulSetPod();
}
