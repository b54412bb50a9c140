using System.Text.Json;
using static Pipeline.Simulator.Tables.JsonReading;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>What makes pods: deployments and what stands beside them.</summary>
internal static class WorkloadTables
{
    private static readonly TableColumn Ready = Text("Ready", "Pods that are ready, of those wanted.");
    private static readonly TableColumn Selector = Wide("Selector", "Labels of the pods it selects.");

    public static readonly TableLayout Deployment = new(
        [
            Name, Ready, Text("Up-to-date", "Pods that have the newest template."), Text("Available", "Pods that have been ready for long enough."),
            Age, .. WideContainers, Selector,
        ],
        (o, now) =>
        [
            o.Name(), Format($"{o.Number("status", "readyReplicas")}/{o.Number("spec", "replicas")}"), o.Number("status", "updatedReplicas"),
            o.Number("status", "availableReplicas"), o.Age(now), .. Phrases.Containers(o.At("spec", "template", "spec")), Phrases.Selector(o.At("spec", "selector")),
        ]);

    public static readonly TableLayout ReplicaSet = Replicated(o => Phrases.Selector(o.At("spec", "selector")));

    public static readonly TableLayout ReplicationController = Replicated(o => Phrases.Labels(o.At("spec", "selector")));

    public static readonly TableLayout StatefulSet = new(
        [Name, Ready, Age, .. WideContainers],
        (o, now) =>
        [
            o.Name(), Format($"{o.Number("status", "readyReplicas")}/{o.Number("spec", "replicas")}"), o.Age(now),
            .. Phrases.Containers(o.At("spec", "template", "spec")),
        ]);

    public static readonly TableLayout DaemonSet = new(
        [
            Name, Number("Desired", "Nodes that should run its pod."), Number("Current", "Nodes that run at least one."), Number("Ready", "Nodes whose pod is ready."),
            Number("Up-to-date", "Nodes whose pod has the newest template."), Number("Available", "Nodes whose pod has been ready for long enough."),
            Text("Node Selector", "Labels of the nodes it runs on."), Age, .. WideContainers, Selector,
        ],
        (o, now) =>
        [
            o.Name(), o.Number("status", "desiredNumberScheduled"), o.Number("status", "currentNumberScheduled"), o.Number("status", "numberReady"),
            o.Number("status", "updatedNumberScheduled"), o.Number("status", "numberAvailable"),
            Phrases.Labels(o.At("spec", "template", "spec", "nodeSelector")), o.Age(now), .. Phrases.Containers(o.At("spec", "template", "spec")),
            Phrases.Selector(o.At("spec", "selector")),
        ]);

    public static readonly TableLayout ControllerRevision = new(
        [Name, Text("Controller", "What the revision belongs to."), Text("Revision", "Its number."), Age],
        (o, now) =>
        [
            o.Name(),
            o.Items("metadata", "ownerReferences").Where(r => r.Flag("controller")).Select(Owner).FirstOrDefault() ?? "<none>",
            o.Number("revision"), o.Age(now),
        ]);

    public static readonly TableLayout PodTemplate = new(
        [
            Name, Text("Containers", "Names of the containers of the template."), Text("Images", "Images of the containers of the template."),
            Text("Pod Labels", "Labels of the template."),
        ],
        (o, _) => [o.Name(), .. Phrases.Containers(o.At("template", "spec")), Phrases.Labels(o.At("template", "metadata", "labels"))]);

    public static readonly TableLayout Job = new(
        [
            Name, Text("Status", "State of the job."), Text("Completions", "Pods that succeeded, of those wanted."),
            Text("Duration", "Time that it took, or has taken so far."), Age, .. WideContainers, Selector,
        ],
        (o, now) =>
        [
            o.Name(), JobStatus(o), Completions(o),
            o.Time("status", "startTime") is { } start ? HumanDuration.Of((o.Time("status", "completionTime") ?? now) - start) : "", o.Age(now),
            .. Phrases.Containers(o.At("spec", "template", "spec")), Phrases.Selector(o.At("spec", "selector")),
        ]);

    public static readonly TableLayout CronJob = new(
        [
            Name, Text("Schedule", "When it runs, as cron writes it."), Text("Timezone", "Time zone of the schedule."),
            new TableColumn("Suspend", "boolean", "Whether it does not run for now."), Number("Active", "Jobs that run now."),
            Text("Last Schedule", "Time since it last ran."), Age, .. WideContainers, Selector,
        ],
        (o, now) =>
        [
            o.Name(), o.Text("spec", "schedule"), o.Text("spec", "timeZone").Or("<none>"),
            o.Has("spec", "suspend") ? o.Flag("spec", "suspend") ? "True" : "False" : "<unset>", o.Items("status", "active").Length,
            o.Time("status", "lastScheduleTime") is { } last ? HumanDuration.Since(last, now) : "<none>", o.Age(now),
            .. Phrases.Containers(o.At("spec", "jobTemplate", "spec", "template", "spec")), Phrases.Selector(o.At("spec", "jobTemplate", "spec", "selector")),
        ]);

    private static TableLayout Replicated(Func<JsonElement, string> selector) => new(
        [
            Name, Number("Desired", "Pods wanted."), Number("Current", "Pods that exist."), Number("Ready", "Pods that are ready."),
            Age, .. WideContainers, Selector,
        ],
        (o, now) =>
        [
            o.Name(), o.Number("spec", "replicas"), o.Number("status", "replicas"), o.Number("status", "readyReplicas"), o.Age(now),
            .. Phrases.Containers(o.At("spec", "template", "spec")), selector(o),
        ]);

    private static string Owner(JsonElement reference)
    {
        var (kind, group) = (reference.Text("kind"), reference.Text("apiVersion").Split('/') is [var name, _] ? $".{name}" : "");
        return $"{(kind + group).ToLowerInvariant()}/{reference.Text("name")}";
    }

    private static string JobStatus(JsonElement job) =>
        Phrases.IsTrue(job, "Complete") ? "Complete"
        : Phrases.IsTrue(job, "Failed") ? "Failed"
        : job.Has("metadata", "deletionTimestamp") ? "Terminating"
        : Phrases.IsTrue(job, "Suspended") ? "Suspended"
        : Phrases.IsTrue(job, "FailureTarget") ? "FailureTarget"
        : Phrases.IsTrue(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet"
        : "Running";

    private static string Completions(JsonElement job)
    {
        var (succeeded, parallelism) = (job.Number("status", "succeeded"), job.Number("spec", "parallelism"));
        return job.Has("spec", "completions") ? Format($"{succeeded}/{job.Number("spec", "completions")}")
            : parallelism > 1 ? Format($"{succeeded}/1 of {parallelism}")
            : Format($"{succeeded}/1");
    }
}
