using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.ReplicaSets;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>How many pods each ReplicaSet of a Deployment gets: the arithmetic of a rollout, without any effect.</summary>
public static class RolloutSizes
{
    public static int Total(IEnumerable<ReplicaSetView> sets) => sets.Sum(s => s.Replicas);

    /// <summary>The size that the new ReplicaSet may have now.</summary>
    /// <param name="all">The old ones and the new one.</param>
    /// <param name="current">Size of the new one; 0 when it does not exist.</param>
    public static int OfNew(DeploymentView deployment, IEnumerable<ReplicaSetView> all, int current)
    {
        if (!deployment.IsRolling)
            return deployment.Replicas;
        var room = deployment.Replicas + deployment.MaxSurge - Total(all);
        return room <= 0 ? current : current + Math.Min(room, deployment.Replicas - current);
    }

    /// <summary>The ReplicaSets' sizes after the Deployment was scaled in the middle of a rollout: each in proportion, the leftover to the largest.</summary>
    public static IReadOnlyList<(ReplicaSetView Set, int Size)> InProportion(DeploymentView deployment, IEnumerable<ReplicaSetView> active)
    {
        var sets = active.ToList();
        var allowed = deployment.Replicas > 0 ? deployment.Replicas + deployment.MaxSurge : 0;
        var toAdd = allowed - Total(sets);
        sets = toAdd > 0
            ? [.. sets.OrderByDescending(s => s.Replicas).ThenByDescending(s => s.Created).ThenByDescending(s => s.Name, StringComparer.Ordinal)]
            : [.. sets.OrderByDescending(s => s.Replicas).ThenBy(s => s.Created).ThenBy(s => s.Name, StringComparer.Ordinal)];
        var (sizes, added) = (new List<(ReplicaSetView Set, int Size)>(sets.Count), 0);
        foreach (var set in sets)
        {
            var part = toAdd == 0 ? 0 : Part(deployment, set, toAdd, added);
            sizes.Add((set, set.Replicas + part));
            added += part;
        }
        if (sizes.Count > 0 && toAdd != 0)
            sizes[0] = (sizes[0].Set, Math.Max(0, sizes[0].Size + toAdd - added));
        return sizes;
    }

    /// <summary>How far the old ReplicaSets may shrink now, with what is unavailable in the new one counted as if it were there.</summary>
    public static int MostScaledDown(DeploymentView deployment, IEnumerable<ReplicaSetView> all, ReplicaSetView current) =>
        Total(all) - (deployment.Replicas - deployment.MaxUnavailable) - (current.Replicas - current.AvailableReplicas);

    private static int Part(DeploymentView deployment, ReplicaSetView set, int toAdd, int added)
    {
        if (set.Replicas == 0 || toAdd == added)
            return 0;
        var fraction = Fraction(deployment, set);
        return toAdd > 0 ? Math.Min(fraction, toAdd - added) : Math.Max(fraction, toAdd - added);
    }

    private static int Fraction(DeploymentView deployment, ReplicaSetView set)
    {
        if (deployment.Replicas == 0)
            return -set.Replicas;
        var before = RevisionAnnotations.MaxOf(set) is { } noted and > 0 ? noted : deployment.Status.Whole("replicas") ?? 0;
        if (before == 0)
            return 0;
        var size = (double)set.Replicas * (deployment.Replicas + deployment.MaxSurge) / before;
        return (int)Math.Round(size, MidpointRounding.AwayFromZero) - set.Replicas;
    }
}
