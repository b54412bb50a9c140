using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_job_*.</summary>
internal sealed class JobMetrics : IStateMetrics
{
    private static readonly string[] FailureReasons = ["BackoffLimitExceeded", "DeadlineExceeded", "Evicted"];

    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of(
            "kube_job_spec_parallelism", "The maximum desired number of pods the job should run at any given time.", null, "spec", "parallelism"),
        NumberMetric.Of(
            "kube_job_spec_completions", "The desired number of successfully finished pods the job should be run with.", null, "spec", "completions"),
        NumberMetric.Of(
            "kube_job_spec_active_deadline_seconds",
            "The duration in seconds relative to the startTime that the job may be active before the system tries to terminate it.", null,
            "spec", "activeDeadlineSeconds"),
        NumberMetric.Of("kube_job_status_active", "The number of actively running pods.", 0, "status", "active"),
        NumberMetric.Of("kube_job_status_succeeded", "The number of pods which reached Phase Succeeded.", 0, "status", "succeeded"),
    ];

    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_job_info", "Information about job.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_job_created", "Unix creation timestamp");
    private static readonly MetricFamily Owner = MetricFamily.Gauge("kube_job_owner", "Information about the Job's owner.");
    private static readonly MetricFamily JobLabels = MetricFamily.Gauge("kube_job_labels", "Kubernetes labels converted to Prometheus labels.");
    private static readonly MetricFamily StatusFailed =
        MetricFamily.Gauge("kube_job_status_failed", "The number of pods which reached Phase Failed and the reason for failure.");
    private static readonly MetricFamily StartTime = MetricFamily.Gauge("kube_job_status_start_time", "StartTime represents time when the job was acknowledged by the Job Manager.");
    private static readonly MetricFamily CompletionTime =
        MetricFamily.Gauge("kube_job_status_completion_time", "CompletionTime represents time when the job was completed.");
    private static readonly MetricFamily Complete = MetricFamily.Gauge("kube_job_complete", "The job has completed its execution.");
    private static readonly MetricFamily Failed = MetricFamily.Gauge("kube_job_failed", "The job has failed its execution.");
    private static readonly MetricFamily Suspended =
        MetricFamily.Gauge("kube_job_status_suspended", "The number of pods which reached Phase Suspended.");

    public ResourceKind Kind => Kinds.Job;

    public string NameLabel => "job_name";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        var root = samples.Root;
        samples.Add(Info, 1);
        samples.AddTimes(Created);
        samples.AddOwners(Owner);
        samples.AddLabels(JobLabels);
        samples.Add(StartTime, root.UnixTime("status", "startTime"));
        samples.Add(CompletionTime, root.UnixTime("status", "completionTime"));
        samples.AddCondition(Complete, "Complete");
        samples.AddCondition(Failed, "Failed");
        samples.AddCondition(Suspended, "Suspended");
        WriteFailures(samples, root.Number("status", "failed") ?? 0);
    }

    private static void WriteFailures(StateSamples samples, double failed)
    {
        var reason = samples.Root.Items("status", "conditions")
            .Where(c => c.Text("type") == "Failed" && c.Text("status") == "True")
            .Select(c => c.Text("reason"))
            .FirstOrDefault(FailureReasons.Contains);
        if (failed == 0 || reason is null)
            samples.Add(StatusFailed, failed);
        else
            samples.AddChoice(StatusFailed, "reason", FailureReasons, reason);
    }
}
