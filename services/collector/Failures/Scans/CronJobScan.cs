using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>CronJobs that never run: a schedule that nobody can read, a deadline before the beginning.</summary>
public sealed class CronJobScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "CronJob";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.CronJobs];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        foreach (var job in view.CronJobs.Items)
        {
            if (job.Metadata.DeletionTimestamp is not null)
                continue;
            if (job.Spec.Suspend)
                yield return view.Seen(FailureStates.JobSuspended, "CronJob", job.Metadata, "it is suspended");
            else if (CronSchedule.Problem(job.Spec.Schedule) is { } problem)
                yield return view.Seen(FailureStates.InvalidSchedule, "CronJob", job.Metadata, $"schedule '{job.Spec.Schedule}' cannot be read: {problem}");
            else if (job.Spec.StartingDeadlineSeconds < 0)
                yield return view.Seen(
                    FailureStates.InvalidSchedule, "CronJob", job.Metadata, $"startingDeadlineSeconds is {job.Spec.StartingDeadlineSeconds}: every start is too late");
            else if (view.About.LatestWarning("CronJob", job.Metadata, view.Now - TimeSpan.FromHours(1), "TooManyMissedTimes", "UnparseableSchedule", "InvalidSchedule", "UnknownTimeZone", "FailedCreate") is { } warning)
                yield return view.Seen(FailureStates.InvalidSchedule, "CronJob", job.Metadata, Seeing.Words(warning.Reason, warning.Message)) with
                { Since = warning.FirstSeen, Count = warning.Count };
        }
    }
}
