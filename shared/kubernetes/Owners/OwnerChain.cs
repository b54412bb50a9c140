namespace Pipeline.Kubernetes.Owners;

/// <summary>Who answers for an object.</summary>
/// <param name="Links">The object first, then its controller, then that one's, up to the top.</param>
/// <param name="IsComplete">The top was seen to have no controller; else a lookup failed, and there may be more above.</param>
/// <param name="Problem">Why it is not complete.</param>
public sealed record OwnerChain(IReadOnlyList<OwnerLink> Links, bool IsComplete, string? Problem)
{
    /// <summary>The top: an operator's resource where there is one.</summary>
    public OwnerLink Root => Links[^1];

    /// <summary>
    /// What one restarts, scales and rolls back: the first Deployment, StatefulSet, DaemonSet or CronJob on the way up, even when
    /// an operator's resource owns it; else the top. A static pod is its own workload.
    /// </summary>
    public OwnerLink Workload => Links.FirstOrDefault(IsWorkload) ?? Root;

    private static bool IsWorkload(OwnerLink link) => (link.Kind, Group(link.ApiVersion)) is
        ("Deployment" or "StatefulSet" or "DaemonSet", "apps") or ("CronJob", "batch");

    private static string Group(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? apiVersion[..slash] : "";
}
