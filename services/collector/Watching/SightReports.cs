using Pipeline.Collector.Failures;
using Pipeline.Contracts.Metrics;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Says what of the cluster cannot be seen, why, and which right is missing.</summary>
internal static class SightReports
{
    /// <summary>Without these most of the scans see nothing; without another one only what rests on it.</summary>
    private static readonly HashSet<string> Essential = new(StringComparer.Ordinal)
    {
        "pods", "nodes", "events", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "services", "endpointslices", "persistentvolumeclaims",
    };

    /// <summary>One observation of the source for everything that is essential, one for the rest; none when all can be seen.</summary>
    /// <remarks>A kind that the server does not know is not missed.</remarks>
    public static IEnumerable<Observation> Of(string cluster, string source, IEnumerable<Sight> sights)
    {
        var blind = sights.Where(s => s.Blindness is not null && s.Trouble != InformerTrouble.NotServed).ToList();
        var needed = blind.Where(s => Essential.Contains(s.Type.Plural)).ToList();
        var others = blind.Except(needed).ToList();
        if (needed.Count > 0)
            yield return Of(cluster, source, FailureStates.NotSeen, needed);
        if (others.Count > 0)
            yield return Of(cluster, source, FailureStates.PartNotSeen, others);
    }

    /// <summary>The rule to add to a ClusterRole: "apiGroups: [apps], resources: [deployments], verbs: [get, list, watch]".</summary>
    public static string RuleFor(ResourceType type) =>
        $"apiGroups: [{(type.Group.Length == 0 ? "\"\"" : type.Group)}], resources: [{type.Plural}], verbs: [get, list, watch]";

    private static Observation Of(string cluster, string source, FailureState state, List<Sight> blind)
    {
        var refused = blind.Where(s => s.Trouble == InformerTrouble.Forbidden).ToList();
        var why = refused.Count < blind.Count ? blind.First(s => s.Trouble != InformerTrouble.Forbidden).Blindness : null;
        var words = $"{string.Join(", ", blind.Select(Name).Distinct())} cannot be seen";
        var rules = refused.Count == 0 ? "" : $"; the rights are missing: add {string.Join(" and ", refused.Select(s => RuleFor(s.Type)).Distinct())}";
        return new Observation
        {
            Entity = MissingData.Source(cluster, source),
            State = state,
            Message = $"{words}{rules}{(why is null ? "" : $"; {why}")}",
            Count = blind.Count,
        };
    }

    private static string Name(Sight sight) => sight.Namespace is null ? sight.Type.ToString() : $"{sight.Type} of {sight.Namespace}";
}
