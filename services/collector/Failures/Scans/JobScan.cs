using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Jobs that gave up, fail again and again, or do not end. A CronJob's failure is over when a later run succeeds.</summary>
public sealed class JobScan : IFailureScan
{
    /// <summary>Older failures are history, not news: they are kept as notes.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(24);

    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Kind => "Job";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Jobs];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        view.Jobs.Items.Where(job => job.Metadata.DeletionTimestamp is null).SelectMany(job => Look(view, job));

    private static IEnumerable<Observation> Look(ClusterView view, Job job)
    {
        var (meta, status) = (job.Metadata, job.Status);
        if (status.Conditions.Of("Complete") is { IsTrue: true } || status.Conditions.Of("SuccessCriteriaMet") is { IsTrue: true })
            yield break;
        if (job.Spec.Suspend)
            yield return view.Seen(FailureStates.JobSuspended, "Job", meta, "it is suspended");
        else if (status.Conditions.Of("Failed") is { IsTrue: true } failed)
        {
            if (!IsHealed(view, job, failed.LastTransitionTime))
                yield return view.Seen(FailureStates.JobFailed, "Job", meta, Seeing.Words(failed.Reason, failed.Message)) with
                {
                    Since = failed.LastTransitionTime,
                    Count = Math.Max(1, status.Failed),
                    Weight = view.Now - failed.LastTransitionTime > News ? ObservationWeight.Note : null,
                    Details = Seeing.Facts(("reason", failed.Reason)),
                };
        }
        else
        {
            if (status.Failed > 0)
                yield return view.Seen(
                    FailureStates.JobRetrying, "Job", meta,
                    string.Create(CultureInfo.InvariantCulture, $"{status.Failed} of its pods failed; it may retry {job.Spec.BackoffLimit ?? 6} times")) with
                { Count = status.Failed };
            if (view.About.LatestWarning("Job", meta, view.Now - FreshEvent, "FailedCreate") is { } refused && status.Active == 0)
                yield return view.Seen(FailureStates.FailedCreate, "Job", meta, refused.Message) with
                { Since = refused.FirstSeen, Count = refused.Count, RestsOn = [ResourceTypes.Events] };
            if (status.StartTime is { } started)
                yield return view.Seen(FailureStates.JobNotCompleted, "Job", meta, $"it runs since {started:u}") with { Since = started };
        }
    }

    /// <summary>Whether a later run of the same CronJob succeeded.</summary>
    private static bool IsHealed(ClusterView view, Job job, DateTimeOffset? failedAt)
    {
        if (job.Metadata.Controller is not { Kind: "CronJob" } owner)
            return false;
        if (view.CronJobs.Find(job.Metadata.Namespace, owner.Name)?.Status.LastSuccessfulTime > failedAt)
            return true;
        return view.Jobs.In(job.Metadata.Namespace).Any(other =>
            other.Metadata.Controller?.Uid == owner.Uid && other.Metadata.CreationTimestamp > job.Metadata.CreationTimestamp &&
            other.Status.Conditions.Of("Complete") is { IsTrue: true });
    }
}
