using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>Runs pods to their end until enough have succeeded or too many failed.</summary>
public sealed class JobController : Controller
{
    private const int MostAtOnce = 500;
    private const string Succeeded = "Reached expected number of succeeded pods";
    private readonly PodControl _pods;
    private readonly JobBackoff _backoff = new();

    public JobController(ControllerContext context)
        : base(context, "job-controller") => _pods = new PodControl(context, Own, "job-controller");

    public override void Start()
    {
        Informers.Jobs.OnChange((before, after) =>
        {
            if (after is null)
                _backoff.Forget(before!.Uid);
            Queue.Add((after ?? before)!.Key);
        });
        Informers.Pods.OnChange((before, after) => AddControllerOf(before, after, Kinds.Job, Settled));
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Jobs.Find(key) is not { } job)
            return;
        var pods = Informers.Pods.ControlledBy(job.Uid).ToList();
        if (job.IsBeingDeleted || job.Outcome is not null)
        {
            Release(pods.Where(p => p.IsFinished || p.IsBeingDeleted));
            DeleteWhenOld(job);
            return;
        }
        var turn = new JobTurn(job, pods);
        _backoff.Note(job.Uid, turn.NewlyFailed, turn.NewlySucceeded.Count > 0);
        var conditions = Conditions.Of(job.Status);
        var verdict = Judge(turn);
        StatusException? refusal = null;
        try
        {
            if (verdict is not null)
                DeleteActive(turn);
            else
                Manage(turn, conditions);
        }
        catch (StatusException e)
        {
            refusal = e;
        }
        if (verdict is not null)
            Conclude(turn, conditions, verdict);
        WriteStatus(job, StatusOf(turn, conditions));
        Release(turn.Uncounted); // only once the status counts them
        if (refusal is not null)
            throw refusal;
    }

    /// <summary>How the job ends; null while it goes on.</summary>
    private Verdict? Judge(JobTurn turn)
    {
        var job = turn.Job;
        if (job.IsTrue("FailureTarget"))
            return new(false, job.Status.Condition("FailureTarget").Text("reason") ?? "", job.Status.Condition("FailureTarget").Text("message") ?? "");
        foreach (var pod in turn.NewlyFailed)
        {
            if (FailurePolicy.Of(job, pod) is { Action: "FailJob", Message: var message })
                return new(false, "PodFailurePolicy", message);
        }
        if (turn.Failed > job.BackoffLimit || turn.HasExhaustedRestarts)
            return new(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        if (!job.IsSuspended && job is { ActiveDeadlineSeconds: { } seconds, StartTime: { } start })
        {
            if (start.AddSeconds(seconds) <= Now)
                return new(false, "DeadlineExceeded", "Job was active longer than specified deadline");
            Queue.AddAfter(job.Key, start.AddSeconds(seconds) - Now);
        }
        return turn.IsComplete ? new(true, "CompletionsReached", Succeeded) : null;
    }

    /// <summary>Starts and stops pods of a job that goes on.</summary>
    private void Manage(JobTurn turn, Conditions conditions)
    {
        var job = turn.Job;
        if (job.IsSuspended)
        {
            if (SetJobCondition(conditions, "Suspended", "True", "JobSuspended", "Job suspended"))
                Normal(job, "Suspended", "Job suspended");
            DeleteActive(turn);
            return;
        }
        if (conditions.Has("Suspended") && SetJobCondition(conditions, "Suspended", "False", "JobResumed", "Job resumed"))
            Normal(job, "Resumed", "Job resumed");
        var missing = turn.WantedActive - turn.Active.Count - (job.ReplacesOnlyFailed ? turn.Terminating : 0);
        if (missing < 0)
        {
            foreach (var pod in turn.Active.Order(new DeletionOrder(_ => 0)).Take(-missing).ToList())
                Stop(turn, pod);
            return;
        }
        if (missing == 0)
            return;
        if (_backoff.Remaining(job.Uid, Now) is var wait && wait > TimeSpan.Zero)
        {
            Queue.AddAfter(job.Key, wait);
            return;
        }
        if (job.IsIndexed)
        {
            foreach (var index in turn.MissingIndexes().Take(Math.Min(missing, MostAtOnce)).ToList())
                _pods.Create(job, Make(job, index));
            return;
        }
        for (var i = 0; i < Math.Min(missing, MostAtOnce); i++)
            _pods.Create(job, Make(job, null));
        if (missing > MostAtOnce)
            Queue.Add(job.Key);
    }

    private JsonObject Make(JobView job, int? index)
    {
        var prefix = index is { } number ? string.Create(CultureInfo.InvariantCulture, $"{job.Name}-{number}-") : job.Name + "-";
        var pod = _pods.Make(job, job.Template, prefix);
        var metadata = pod["metadata"]!.AsObject();
        var finalizers = metadata["finalizers"] as JsonArray ?? [];
        if (finalizers.Parent is null)
            metadata["finalizers"] = finalizers;
        finalizers.Add(JobView.TrackingFinalizer);
        if (index is null)
            return pod;
        var text = index.Value.ToString(CultureInfo.InvariantCulture);
        Member(metadata, "annotations")[JobView.IndexAnnotation] = text;
        Member(metadata, "labels")[JobView.IndexAnnotation] = text;
        pod["spec"]!["hostname"] = $"{job.Name}-{text}";
        foreach (var container in (pod["spec"]!["containers"] as JsonArray ?? []).Concat(pod["spec"]!["initContainers"] as JsonArray ?? []))
        {
            if (container!["env"] is not JsonArray env)
                container["env"] = env = [];
            if (!env.Any(e => (string?)e!["name"] == "JOB_COMPLETION_INDEX"))
            {
                env.Add(new JsonObject
                {
                    ["name"] = "JOB_COMPLETION_INDEX",
                    ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = $"metadata.labels['{JobView.IndexAnnotation}']" } },
                });
            }
        }
        return pod;
    }

    private static JsonObject Member(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }

    private void DeleteActive(JobTurn turn)
    {
        foreach (var pod in turn.Active.ToList())
            Stop(turn, pod);
    }

    /// <summary>Deletes a pod that is not to be counted as failed.</summary>
    private void Stop(JobTurn turn, PodView pod)
    {
        Release([pod]);
        _pods.Delete(turn.Job, pod);
        turn.Active.Remove(pod);
    }

    /// <summary>Ends the job; a failed one only when its last pod is gone.</summary>
    private void Conclude(JobTurn turn, Conditions conditions, Verdict verdict)
    {
        var first = verdict.IsSuccess ? "SuccessCriteriaMet" : "FailureTarget";
        SetJobCondition(conditions, first, "True", verdict.Reason, verdict.Message);
        if (turn.Active.Count > 0 || Informers.Pods.ControlledBy(turn.Job.Uid).Any(StillRuns))
            return;
        SetJobCondition(conditions, verdict.IsSuccess ? "Complete" : "Failed", "True", verdict.Reason, verdict.Message);
        if (verdict.IsSuccess)
            Normal(turn.Job, "Completed", "Job completed");
        else
            Warn(turn.Job, verdict.Reason, verdict.Message);
        _backoff.Forget(turn.Job.Uid);
    }

    private bool StillRuns(PodView pod) => !pod.IsFinished && Cluster.Find(Kinds.Pod, pod.Namespace, pod.Name)?.Uid == pod.Uid;

    private JsonObject StatusOf(JobTurn turn, Conditions conditions)
    {
        var (job, status) = (turn.Job, new JsonObject());
        conditions.WriteTo(status);
        var start = job.StartTime is { } started && !job.IsSuspended ? Timestamps.Seconds(started) : job.IsSuspended ? null : NowText;
        if (start is not null)
            status["startTime"] = start;
        if (conditions.Find("Complete") is { } complete)
            status["completionTime"] = complete["lastTransitionTime"]?.DeepClone();
        status.AddNonZero("active", turn.Active.Count); // pods made in this turn are counted in the next
        status.AddNonZero("succeeded", turn.Succeeded);
        status.AddNonZero("failed", turn.Failed);
        status["terminating"] = turn.Terminating;
        if (turn.CompletedIndexes.Count > 0)
            status["completedIndexes"] = IndexList.Format(turn.CompletedIndexes);
        status["uncountedTerminatedPods"] = new JsonObject();
        status["ready"] = turn.Ready;
        return status;
    }

    private bool SetJobCondition(Conditions conditions, string type, string status, string reason, string message)
    {
        if (!conditions.Set(type, status, reason, message, NowText, withUpdateTime: false))
            return false;
        var condition = conditions.Find(type)!;
        var (time, why, text) = (condition["lastTransitionTime"]!.DeepClone(), condition["reason"]!.DeepClone(), condition["message"]!.DeepClone());
        foreach (var name in (string[])["lastTransitionTime", "reason", "message"])
            condition.Remove(name);
        condition["lastProbeTime"] = NowText;
        (condition["lastTransitionTime"], condition["reason"], condition["message"]) = (time, why, text);
        return true;
    }

    private void Release(IEnumerable<PodView> pods)
    {
        foreach (var pod in pods.Where(p => p.Finalizers.Contains(JobView.TrackingFinalizer)).ToList())
        {
            Cluster.Modify(Kinds.Pod, pod.Namespace, pod.Name, json =>
            {
                if (json["metadata"]!["finalizers"] is not JsonArray finalizers)
                    return;
                var kept = finalizers.Where(f => (string?)f != JobView.TrackingFinalizer).Select(f => f!.DeepClone()).ToArray();
                if (kept.Length == 0)
                    json["metadata"]!.AsObject().Remove("finalizers");
                else
                    json["metadata"]!["finalizers"] = new JsonArray(kept);
            }, Own);
        }
    }

    private void DeleteWhenOld(JobView job)
    {
        if (job.IsBeingDeleted || job is not { TtlSecondsAfterFinished: { } seconds, FinishedAt: { } finished })
            return;
        if (finished.AddSeconds(seconds) <= Now)
            DeleteIfThere(job, "Foreground");
        else
            Queue.AddAfter(job.Key, finished.AddSeconds(seconds) - Now);
    }

    private sealed record Verdict(bool IsSuccess, string Reason, string Message);
}
