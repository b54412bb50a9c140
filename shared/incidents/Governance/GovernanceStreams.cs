using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.Governance;

/// <summary>The streams that hold what the pipeline may do.</summary>
public static class GovernanceStreams
{
    /// <summary>Stream of the cluster's policies.</summary>
    public static Guid Policy(string cluster) => IncidentId.NameBased($"policy|{cluster}");

    /// <summary>Stream of the cluster's modes.</summary>
    public static Guid Mode(string cluster) => IncidentId.NameBased($"mode|{cluster}");

    /// <summary>Stream of what is suppressed in the cluster.</summary>
    public static Guid Suppressions(string cluster) => IncidentId.NameBased($"suppressions|{cluster}");
}
