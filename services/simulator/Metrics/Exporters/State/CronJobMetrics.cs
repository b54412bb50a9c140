using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_cronjob_*, but for the time of the next run, which only the controller knows.</summary>
internal sealed class CronJobMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of(
            "kube_cronjob_spec_starting_deadline_seconds",
            "Deadline in seconds for starting the job if it misses scheduled time for any reason.", null, "spec", "startingDeadlineSeconds"),
        NumberMetric.Of(
            "kube_cronjob_spec_successful_job_history_limit", "Successful job history limit tells the controller how many completed jobs should be preserved.",
            null, "spec", "successfulJobsHistoryLimit"),
        NumberMetric.Of(
            "kube_cronjob_spec_failed_job_history_limit", "Failed job history limit tells the controller how many failed jobs should be preserved.",
            null, "spec", "failedJobsHistoryLimit"),
    ];

    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_cronjob_info", "Info about cronjob.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_cronjob_created", "Unix creation timestamp");
    private static readonly MetricFamily CronJobLabels =
        MetricFamily.Gauge("kube_cronjob_labels", "Kubernetes labels converted to Prometheus labels.");
    private static readonly MetricFamily Active =
        MetricFamily.Gauge("kube_cronjob_status_active", "Active holds pointers to currently running jobs.");
    private static readonly MetricFamily LastSchedule = MetricFamily.Gauge(
        "kube_cronjob_status_last_schedule_time", "LastScheduleTime keeps information of when was the last time the job was successfully scheduled.");
    private static readonly MetricFamily LastSuccess = MetricFamily.Gauge(
        "kube_cronjob_status_last_successful_time",
        "LastSuccessfulTime keeps information of when was the last time the job was completed successfully.");
    private static readonly MetricFamily Suspend =
        MetricFamily.Gauge("kube_cronjob_spec_suspend", "Suspend flag tells the controller to suspend subsequent executions.");

    public ResourceKind Kind => Kinds.CronJob;

    public string NameLabel => "cronjob";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        var root = samples.Root;
        samples.Add(
            Info, 1, ("schedule", root.Text("spec", "schedule")), ("concurrency_policy", root.Text("spec", "concurrencyPolicy")),
            ("timezone", root.Text("spec", "timeZone") is { Length: > 0 } zone ? zone : "local"));
        samples.AddTimes(Created);
        samples.AddLabels(CronJobLabels);
        samples.Add(Active, root.Items("status", "active").Count());
        samples.Add(LastSchedule, root.UnixTime("status", "lastScheduleTime"));
        samples.Add(LastSuccess, root.UnixTime("status", "lastSuccessfulTime"));
        samples.Add(Suspend, root.IsTrue("spec", "suspend") ? 1 : 0);
    }
}
