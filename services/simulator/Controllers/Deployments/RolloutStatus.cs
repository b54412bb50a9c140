using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>The status of a Deployment, made of its ReplicaSets'.</summary>
public sealed class RolloutStatus
{
    private readonly DeploymentView _deployment;
    private readonly Rollout _rollout;
    private readonly int _replicas;
    private readonly int _updated;
    private readonly int _ready;
    private readonly int _available;

    public RolloutStatus(Rollout rollout, string now)
    {
        (_rollout, _deployment) = (rollout, rollout.Deployment);
        _replicas = rollout.All.Sum(s => s.StatusReplicas);
        _updated = rollout.Current?.StatusReplicas ?? 0;
        _ready = rollout.All.Sum(s => s.ReadyReplicas);
        _available = rollout.All.Sum(s => s.AvailableReplicas);
        Conditions = Conditions.Of(_deployment.Status);
        if (_available >= _deployment.Replicas - _deployment.MaxUnavailable)
            Conditions.Set("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now);
        else
            Conditions.Set("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now);
    }

    public Conditions Conditions { get; }

    /// <summary>All pods are of the new template and available, and no others are left.</summary>
    public bool IsComplete => _updated == _deployment.Replicas && _replicas == _deployment.Replicas && _available == _deployment.Replicas;

    /// <summary>Whether the status last written was a complete one.</summary>
    public static bool WasComplete(DeploymentView deployment) =>
        Count(deployment, "updatedReplicas") == deployment.Replicas && Count(deployment, "replicas") == deployment.Replicas
        && Count(deployment, "availableReplicas") == deployment.Replicas && deployment.ObservedGeneration >= deployment.Generation;

    /// <summary>Judges the progress since the status last written.</summary>
    public void JudgeProgress(DateTimeOffset now)
    {
        if (_deployment.ProgressDeadlineSeconds is null)
        {
            Conditions.Remove("Progressing");
            return;
        }
        var (before, text) = (Conditions.Find("Progressing"), Timestamps.Seconds(now));
        var reason = (string?)before?["reason"];
        if (_replicas == _updated && reason == "NewReplicaSetAvailable")
            return; // a resync after the rollout: nothing to judge
        var subject = _rollout.Current is { } current ? $"ReplicaSet \"{current.Name}\"" : $"Deployment \"{_deployment.Name}\"";
        if (IsComplete)
            Conditions.Set("Progressing", "True", "NewReplicaSetAvailable", $"{subject} has successfully progressed.", text);
        else if (HasProgressed)
            Conditions.Set("Progressing", "True", "ReplicaSetUpdated", $"{subject} is progressing.", text, force: true);
        else if (Deadline(before) is { } deadline && deadline < now && reason is not ("NewReplicaSetAvailable" or "ProgressDeadlineExceeded"))
            Conditions.Set("Progressing", "False", "ProgressDeadlineExceeded", $"{subject} has timed out progressing.", text);
    }

    /// <summary>When to look again whether the rollout is stuck; null when there is nothing to wait for.</summary>
    public DateTimeOffset? NextJudgement() =>
        IsComplete || Conditions.Find("Progressing") is not { } condition
        || (string?)condition["reason"] is "ProgressDeadlineExceeded" or "NewReplicaSetAvailable" // judged already, or over: pods fail for other reasons
            ? null
            : Deadline(condition);

    /// <summary>Shows the failure of a ReplicaSet to make pods, the new one's first.</summary>
    public void ShowReplicaFailure()
    {
        var failure = _rollout.All.Reverse().Select(s => s.Status.Condition("ReplicaFailure")).FirstOrDefault(c => c.Exists());
        if (!failure.Exists())
        {
            Conditions.Remove("ReplicaFailure");
            return;
        }
        var time = failure.Text("lastTransitionTime") ?? "";
        Conditions.Set("ReplicaFailure", failure.Text("status") ?? "True", failure.Text("reason") ?? "", failure.Text("message") ?? "", time);
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["observedGeneration"] = _deployment.Generation };
        json.AddNonZero("replicas", _replicas);
        json.AddNonZero("updatedReplicas", _updated);
        json.AddNonZero("readyReplicas", _ready);
        json.AddNonZero("availableReplicas", _available);
        json.AddNonZero("unavailableReplicas", Math.Max(0, RolloutSizes.Total(_rollout.All) - _available));
        Conditions.WriteTo(json);
        if (_deployment.Status.Whole("collisionCount") is { } collisions)
            json["collisionCount"] = collisions;
        return json;
    }

    private bool HasProgressed =>
        _updated > Count(_deployment, "updatedReplicas")
        || _replicas - _updated < Count(_deployment, "replicas") - Count(_deployment, "updatedReplicas")
        || _ready > Count(_deployment, "readyReplicas")
        || _available > Count(_deployment, "availableReplicas");

    private DateTimeOffset? Deadline(JsonObject? progressing) =>
        progressing is not null && _deployment.ProgressDeadlineSeconds is { } seconds
        && DateTimeOffset.TryParse((string?)progressing["lastUpdateTime"], CultureInfo.InvariantCulture, out var since)
            ? since.AddSeconds(seconds)
            : null;

    private static int Count(DeploymentView deployment, string name) => deployment.Status.Whole(name) ?? 0;
}
