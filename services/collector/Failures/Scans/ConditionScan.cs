using System.Text.Json;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Objects of other projects that say of themselves that they do not work.</summary>
/// <remarks>Only kinds and conditions that are known here: of any other condition it is not known which status is the good one.</remarks>
public sealed class ConditionScan : IFailureScan
{
    private static readonly Known[] Kinds =
    [
        new("gateway.networking.k8s.io", "GatewayClass", GoodWhenTrue: ["Accepted"]),
        new("gateway.networking.k8s.io", "Gateway", GoodWhenTrue: ["Accepted", "Programmed"]),
        new("apiregistration.k8s.io", "APIService", GoodWhenTrue: ["Available"], State: FailureStates.ApiUnavailable),
        new("cert-manager.io", "Certificate", GoodWhenTrue: ["Ready"]),
        new("cert-manager.io", "Issuer", GoodWhenTrue: ["Ready"]),
        new("cert-manager.io", "ClusterIssuer", GoodWhenTrue: ["Ready"]),
        new("keda.sh", "ScaledObject", GoodWhenTrue: ["Ready"]),
        new("olm.operatorframework.io", "ClusterCatalog", GoodWhenTrue: ["Serving"]),
        new("olm.operatorframework.io", "ClusterExtension", GoodWhenTrue: ["Installed"]),
        new("operators.coreos.com", "Subscription", BadWhenTrue: ["CatalogSourcesUnhealthy", "ResolutionFailed", "InstallPlanFailed", "BundleUnpackFailed"]),
        new("operators.coreos.com", "ClusterServiceVersion", PhasePath: ["status", "phase"], BadPhases: ["Failed"]),
        new("operators.coreos.com", "InstallPlan", PhasePath: ["status", "phase"], BadPhases: ["Failed"]),
        new("operators.coreos.com", "CatalogSource", PhasePath: ["status", "connectionState", "lastObservedState"], BadPhases: ["TRANSIENT_FAILURE", "SHUTDOWN"]),
        new("argoproj.io", "Application", PhasePath: ["status", "health", "status"], BadPhases: ["Degraded", "Missing"]),
        new("argoproj.io", "Rollout", PhasePath: ["status", "phase"], BadPhases: ["Degraded"]),
        new("snapshot.storage.k8s.io", "VolumeSnapshot", PhasePath: ["status", "error", "message"]),
    ];

    /// <inheritdoc/>
    public string Kind => "Other";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [];

    /// <summary>The groups and kinds that it understands.</summary>
    public static IEnumerable<(string Group, string Kind)> Understood => Kinds.Select(k => (k.Group, k.Kind)).Append((RouteScan.Group, "HTTPRoute"));

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        from item in view.Others.Items
        where item.Metadata.DeletionTimestamp is null
        let known = Array.Find(Kinds, k => k.Kind == item.Kind && item.ApiVersion?.StartsWith($"{k.Group}/", StringComparison.Ordinal) == true)
        where known is not null
        let seen = Look(view, known, item)
        where seen is not null
        select seen;

    private static Observation? Look(ClusterView view, Known known, KubernetesObject item)
    {
        foreach (var condition in ConditionsOf(item))
        {
            if ((known.GoodWhenTrue.Contains(condition.Type) && condition.IsFalse) || (known.BadWhenTrue.Contains(condition.Type) && condition.IsTrue))
                return view.Seen(known.State ?? FailureStates.ConditionFalse, known.Kind, item.Metadata, Seeing.Words(condition)) with
                { Since = condition.LastTransitionTime, Details = Seeing.Facts(("condition", condition.Type), ("reason", condition.Reason)) };
        }
        if (known.PhasePath.Count == 0 || item.At([.. known.PhasePath]) is not { ValueKind: JsonValueKind.String } phase || phase.GetString() is not { } said)
            return null;
        return known.BadPhases.Count == 0 || known.BadPhases.Contains(said)
            ? view.Seen(FailureStates.ConditionFalse, known.Kind, item.Metadata, $"says {known.PhasePath[^1]}: {said}")
            : null;
    }

    private static List<Condition> ConditionsOf(KubernetesObject item) =>
        item.At("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
            ? conditions.Deserialize<List<Condition>>(Pipeline.Kubernetes.Json.KubernetesJson.Options) ?? [] : [];

    private sealed record Known(
        string Group, string Kind, IReadOnlyList<string>? GoodWhenTrue = null, IReadOnlyList<string>? BadWhenTrue = null,
        IReadOnlyList<string>? PhasePath = null, IReadOnlyList<string>? BadPhases = null, FailureState? State = null)
    {
        public IReadOnlyList<string> GoodWhenTrue { get; } = GoodWhenTrue ?? [];

        public IReadOnlyList<string> BadWhenTrue { get; } = BadWhenTrue ?? [];

        public IReadOnlyList<string> PhasePath { get; } = PhasePath ?? [];

        public IReadOnlyList<string> BadPhases { get; } = BadPhases ?? [];
    }
}
