using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.CronJobs;

/// <summary>A CronJob, as its controller reads it.</summary>
public sealed class CronJobView(StoredObject stored) : ObjectView(stored)
{
    public string Schedule => Spec.Text("schedule") ?? "";

    public string? TimeZone => Spec.Text("timeZone");

    public bool IsSuspended => Spec.Flag("suspend") ?? false;

    /// <summary>"Allow", "Forbid" or "Replace".</summary>
    public string Concurrency => Spec.Text("concurrencyPolicy") ?? "Allow";

    public long? StartingDeadlineSeconds => Spec.Whole64("startingDeadlineSeconds");

    public int SuccessfulLimit => Spec.Whole("successfulJobsHistoryLimit") ?? 3;

    public int FailedLimit => Spec.Whole("failedJobsHistoryLimit") ?? 1;

    public JsonElement JobTemplate => Spec.At("jobTemplate");

    public DateTimeOffset? LastSchedule => Status.Time("lastScheduleTime");

    public DateTimeOffset? LastSuccess => Status.Time("lastSuccessfulTime");
}
