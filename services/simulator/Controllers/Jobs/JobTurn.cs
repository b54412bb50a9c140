using System.Globalization;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>A Job's pods sorted and counted once.</summary>
public sealed class JobTurn
{
    public JobTurn(JobView job, IReadOnlyList<PodView> pods)
    {
        Job = job;
        Active = [.. pods.Where(p => p.IsActive)];
        Terminating = pods.Count(p => p.IsBeingDeleted && !p.IsFinished);
        Uncounted = [.. pods.Where(p => (p.IsFinished || HasFailed(p)) && p.Finalizers.Contains(JobView.TrackingFinalizer))];
        NewlySucceeded = [.. Uncounted.Where(p => p.IsSucceeded)];
        NewlyFailed = [.. Uncounted.Where(p => HasFailed(p) && FailurePolicy.Of(job, p)?.Action != "Ignore")];
        CompletedIndexes = job.IsIndexed ? IndexList.Parse(job.Status.Text("completedIndexes")) : [];
        if (job.IsIndexed)
            CompletedIndexes.UnionWith(NewlySucceeded.Select(IndexOf).Where(i => i >= 0 && i < job.Completions));
        Succeeded = job.IsIndexed ? CompletedIndexes.Count : job.Succeeded + NewlySucceeded.Count;
        Failed = job.Failed + NewlyFailed.Count;
    }

    public JobView Job { get; }

    public List<PodView> Active { get; }

    public int Terminating { get; }

    /// <summary>Ended pods that the status does not count yet: their finalizer holds them until it does.</summary>
    public IReadOnlyList<PodView> Uncounted { get; }

    public IReadOnlyList<PodView> NewlySucceeded { get; }

    public IReadOnlyList<PodView> NewlyFailed { get; }

    public SortedSet<int> CompletedIndexes { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    public int Ready => Active.Count(p => p.IsReady);

    /// <summary>Restarts in place count as failures, too, when the pods restart their containers.</summary>
    public bool HasExhaustedRestarts =>
        Job.Template.At("spec").Text("restartPolicy") == "OnFailure"
        && Active.Where(p => p.Phase is "Running" or "Pending").Sum(p => p.Restarts) is var restarts
        && (Job.BackoffLimit == 0 ? restarts > 0 : restarts >= Job.BackoffLimit);

    public bool IsComplete => Job.Completions is { } completions
        ? Succeeded >= completions
        : Succeeded > 0 && Active.Count == 0;

    /// <summary>Pods that should be active now.</summary>
    public int WantedActive => Job.Completions is { } completions
        ? Math.Min(Job.Parallelism, Math.Max(0, completions - Succeeded))
        : Succeeded > 0 ? Active.Count : Job.Parallelism;

    /// <summary>Indexes that have no pod and no success yet, lowest first.</summary>
    public IEnumerable<int> MissingIndexes()
    {
        var taken = Active.Select(IndexOf).ToHashSet();
        return Enumerable.Range(0, Job.Completions ?? 0).Where(i => !CompletedIndexes.Contains(i) && !taken.Contains(i));
    }

    /// <summary>A pod that is being deleted has failed, unless only those that have ended are to be replaced.</summary>
    private bool HasFailed(PodView pod) => pod.IsFailed || (pod.IsBeingDeleted && !pod.IsSucceeded && !Job.ReplacesOnlyFailed);

    public static int IndexOf(PodView pod) =>
        int.TryParse(pod.Annotations.GetValueOrDefault(JobView.IndexAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    /// <summary>When a failed pod's containers ended.</summary>
    public static DateTimeOffset EndOf(PodView pod)
    {
        DateTimeOffset? end = null;
        foreach (var container in pod.Status.Items("containerStatuses"))
        {
            if (container.At("state", "terminated").Time("finishedAt") is { } at && !(at < end))
                end = at;
        }
        return end ?? pod.Status.Condition("Ready").Time("lastTransitionTime") ?? pod.Deleted ?? pod.Created;
    }
}
