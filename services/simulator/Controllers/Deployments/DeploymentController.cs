using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>Rolls a Deployment's template out, one ReplicaSet per template.</summary>
public sealed class DeploymentController : Controller
{
    private readonly ReplicaSetsOfDeployment _sets;

    public DeploymentController(ControllerContext context)
        : base(context, "deployment-controller") =>
        _sets = new ReplicaSetsOfDeployment(context, Own, OwnStatus);

    public override void Start()
    {
        Informers.Deployments.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.ReplicaSets.OnChange((before, after) =>
        {
            AddControllerOf(before, after, Kinds.Deployment);
            if (after is { Controller: null, IsBeingDeleted: false })
                AddMatching(after);
        });
        Informers.Pods.OnChange((before, after) =>
        {
            if (after is null || after.IsFinished)
                AddRecreating((after ?? before)!);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Deployments.Find(key) is not { } deployment)
            return;
        if (deployment.Selector.IsEmpty)
        {
            Warn(deployment, "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.");
            return;
        }
        var sets = _sets.Claim(deployment);
        if (deployment.IsBeingDeleted)
        {
            WriteStatus(_sets.Split(deployment, sets));
            return;
        }
        deployment = MarkPause(deployment);
        var rollout = _sets.Split(deployment, sets);
        if (deployment.IsPaused || IsScaling(deployment, sets))
            Scale(rollout);
        else if (deployment.IsRolling)
            Roll(rollout);
        else
            Recreate(rollout);
    }

    private void AddMatching(ReplicaSetView orphan)
    {
        foreach (var deployment in Informers.Deployments.InNamespace(orphan.Namespace))
        {
            if (!deployment.Selector.IsEmpty && deployment.Selector.Matches(orphan.Labels))
                Queue.Add(deployment.Key);
        }
    }

    /// <summary>A Recreate Deployment waits for the last pod of its old ReplicaSets to be gone.</summary>
    private void AddRecreating(PodView gone)
    {
        if (gone.Controller is { Kind: "ReplicaSet" } owner && Informers.ReplicaSets.Find(gone.Namespace, owner.Name) is { Controller: { } controller }
            && Informers.Deployments.Find(gone.Namespace, controller.Name) is { IsRolling: false } deployment)
            Queue.Add(deployment.Key);
    }

    private static bool IsScaling(DeploymentView deployment, IEnumerable<ReplicaSetView> sets) =>
        sets.Any(s => s.Replicas > 0 && RevisionAnnotations.DesiredOf(s) is { } desired && desired != deployment.Replicas);

    /// <summary>A pause stops the clock of the progress deadline, and the condition says so.</summary>
    private DeploymentView MarkPause(DeploymentView deployment)
    {
        var reason = deployment.Status.Condition("Progressing").Text("reason");
        if (deployment.ProgressDeadlineSeconds is null || reason == "ProgressDeadlineExceeded" || deployment.IsPaused == (reason == "DeploymentPaused"))
            return deployment;
        return _sets.ChangeStatus(deployment, conditions => deployment.IsPaused
            ? conditions.Set("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", NowText)
            : conditions.Set("Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", NowText));
    }

    private void Roll(Rollout rollout)
    {
        _sets.EnsureCurrent(rollout);
        if (rollout.Current is not { } current)
            return;
        if (!GrowNew(rollout, current) && !ShrinkOld(rollout, current) && RolloutStatus.WasComplete(rollout.Deployment))
            _sets.CleanUp(rollout);
        WriteRolloutStatus(rollout);
    }

    private void Recreate(Rollout rollout)
    {
        var old = rollout.ActiveOld.ToList();
        foreach (var set in old)
            _sets.Resize(rollout, set, 0);
        if (old.Count == 0 && !OldPodsRun(rollout))
        {
            _sets.EnsureCurrent(rollout);
            if (rollout.Current is not { } current)
                return;
            _sets.Resize(rollout, current, rollout.Deployment.Replicas);
            if (RolloutStatus.WasComplete(rollout.Deployment))
                _sets.CleanUp(rollout);
        }
        WriteRolloutStatus(rollout);
    }

    private bool OldPodsRun(Rollout rollout) =>
        rollout.Old.Any(s => s.StatusReplicas > 0 || Informers.Pods.ControlledBy(s.Uid).Any(p => !p.IsFinished));

    /// <summary>Sizes of a paused Deployment, or of one that was scaled: the template stays where it is.</summary>
    private void Scale(Rollout rollout)
    {
        var deployment = rollout.Deployment;
        var active = rollout.All.Where(s => s.Replicas > 0).ToList();
        if (active.Count <= 1)
        {
            if ((active.FirstOrDefault() ?? rollout.Current ?? rollout.Old.LastOrDefault()) is { } only && only.Replicas != deployment.Replicas)
                _sets.Resize(rollout, only, deployment.Replicas);
        }
        else if (rollout.Current is { } current && IsSaturated(deployment, current))
        {
            foreach (var set in rollout.ActiveOld.ToList())
                _sets.Resize(rollout, set, 0);
        }
        else if (deployment.IsRolling)
        {
            foreach (var (set, size) in RolloutSizes.InProportion(deployment, active))
                _sets.Resize(rollout, set, size);
        }
        if (rollout.Deployment.IsPaused)
            _sets.CleanUp(rollout);
        WriteStatus(rollout);
    }

    private static bool IsSaturated(DeploymentView deployment, ReplicaSetView current) =>
        current.Replicas == deployment.Replicas && RevisionAnnotations.DesiredOf(current) == deployment.Replicas
        && current.AvailableReplicas == deployment.Replicas;

    private bool GrowNew(Rollout rollout, ReplicaSetView current)
    {
        var wanted = rollout.Deployment.Replicas;
        if (current.Replicas == wanted)
            return false;
        return _sets.Resize(rollout, current, current.Replicas > wanted ? wanted : RolloutSizes.OfNew(rollout.Deployment, rollout.All, current.Replicas));
    }

    private bool ShrinkOld(Rollout rollout, ReplicaSetView current)
    {
        var most = RolloutSizes.MostScaledDown(rollout.Deployment, rollout.All, current);
        if (most <= 0 || !rollout.ActiveOld.Any())
            return false;
        var unhealthy = ShrinkEach(rollout, most, s => s.Replicas - s.AvailableReplicas); // what does not work is not missed
        var spare = rollout.All.Sum(s => s.AvailableReplicas) - (rollout.Deployment.Replicas - rollout.Deployment.MaxUnavailable);
        return ShrinkEach(rollout, spare, s => s.Replicas) + unhealthy > 0;
    }

    private int ShrinkEach(Rollout rollout, int most, Func<ReplicaSetView, int> mostOf)
    {
        var done = 0;
        foreach (var set in rollout.ActiveOld.ToList())
        {
            var by = Math.Min(most - done, mostOf(set));
            if (by <= 0)
                continue;
            _sets.Resize(rollout, set, set.Replicas - by);
            done += by;
        }
        return done;
    }

    private void WriteRolloutStatus(Rollout rollout)
    {
        var status = new RolloutStatus(rollout, NowText);
        status.JudgeProgress(Now);
        status.ShowReplicaFailure();
        WriteStatus(rollout.Deployment, status.ToJson());
        if (status.NextJudgement() is { } next)
            Queue.AddAfter(rollout.Deployment.Key, TimeSpan.FromSeconds(1) + (next > Now ? next - Now : TimeSpan.Zero));
    }

    private void WriteStatus(Rollout rollout) => WriteStatus(rollout.Deployment, new RolloutStatus(rollout, NowText).ToJson());
}
