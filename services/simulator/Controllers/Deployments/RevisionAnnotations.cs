using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.ReplicaSets;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>What a Deployment's controller notes on its ReplicaSets.</summary>
public static class RevisionAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Max = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration", Revision, History, Desired, Max, "deprecated.deployment.rollback.to",
    };

    /// <summary>The size that the Deployment had when it last scaled this ReplicaSet; null when it never did.</summary>
    public static int? DesiredOf(ReplicaSetView set) => Number(set, Desired);

    /// <summary>The most pods that the Deployment was allowed when it last scaled this ReplicaSet; null when it never did.</summary>
    public static int? MaxOf(ReplicaSetView set) => Number(set, Max);

    /// <summary>Whether a ReplicaSet's notes of the Deployment's size are old.</summary>
    public static bool SizeIsStale(ReplicaSetView set, DeploymentView deployment) =>
        DesiredOf(set) != deployment.Replicas || MaxOf(set) != deployment.Replicas + deployment.MaxSurge;

    public static void SetSize(JsonObject annotations, DeploymentView deployment)
    {
        annotations[Desired] = deployment.Replicas.ToString(CultureInfo.InvariantCulture);
        annotations[Max] = (deployment.Replicas + deployment.MaxSurge).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Copies the Deployment's own annotations and notes the revision; an earlier one goes into the history.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool SetCurrent(JsonObject annotations, DeploymentView deployment, long revision, bool exists)
    {
        var changed = false;
        foreach (var (name, value) in deployment.Annotations)
        {
            if (NotCopied.Contains(name) || (string?)annotations[name] == value)
                continue;
            annotations[name] = value;
            changed = true;
        }
        var old = (string?)annotations[Revision];
        var oldNumber = long.TryParse(old, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        if (oldNumber >= revision)
            return changed;
        annotations[Revision] = revision.ToString(CultureInfo.InvariantCulture);
        if (exists && old is not null)
            annotations[History] = (string?)annotations[History] is { Length: > 0 } history ? $"{history},{old}" : old;
        return true;
    }

    private static int? Number(ReplicaSetView set, string name) =>
        int.TryParse(set.Annotations.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
