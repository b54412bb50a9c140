using System.Collections.Frozen;
using Pipeline.Simulator.Patching.Ownership;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Clusters;

/// <summary>What writes to a kind do and do not do, beyond defaults and validation: its registry strategy in the real server.</summary>
internal sealed record KindRules
{
    private static readonly FrozenSet<ResourceKind> WithGeneration = FrozenSet.ToFrozenSet(
    [
        Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet, Kinds.DaemonSet, Kinds.ReplicationController, Kinds.Job, Kinds.CronJob,
        Kinds.PodDisruptionBudget, Kinds.NetworkPolicy, Kinds.Ingress, Kinds.IngressClass, Kinds.CustomResourceDefinition,
        Kinds.PriorityClass, Kinds.EndpointSlice, Kinds.MutatingWebhookConfiguration, Kinds.ValidatingWebhookConfiguration,
    ]);

    private static readonly FrozenSet<ResourceKind> Conditional = FrozenSet.ToFrozenSet(
        [Kinds.Lease, Kinds.PodDisruptionBudget, Kinds.ServiceAccount, Kinds.CustomResourceDefinition]);

    private static readonly FrozenSet<ResourceKind> CreatedByUpdate = FrozenSet.ToFrozenSet(
    [
        Kinds.Lease, Kinds.Event, Kinds.Endpoints, Kinds.LimitRange, Kinds.Service, Kinds.Role, Kinds.RoleBinding, Kinds.ClusterRole,
        Kinds.ClusterRoleBinding,
    ]);

    private static readonly FrozenSet<ResourceKind> ReturnedWhenDeleted = FrozenSet.ToFrozenSet(
    [
        Kinds.Pod, Kinds.Service, Kinds.PersistentVolumeClaim, Kinds.PersistentVolume, Kinds.PodTemplate, Kinds.ResourceQuota,
        Kinds.ServiceAccount,
    ]);

    private static readonly FieldSet Status = FieldSet.OfFields(["status"]);
    private static readonly FieldSet Spec = FieldSet.OfFields(["spec"]);
    private static readonly FieldSet SpecAndLabels = FieldSet.OfFields(["spec"], ["metadata", "labels"]);
    private static readonly FieldSet PodSpec =
        FieldSet.OfFields(["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]);
    private static readonly FieldSet CustomSpec = FieldSet.OfFields(["spec"], ["metadata"]);

    private KindRules(ResourceDefinition definition)
    {
        var kind = definition.Stored;
        HasStatus = definition.Custom is { } custom ? custom.HasStatus : definition.Subresource("status") is not null;
        HasGeneration = definition.Custom is not null || WithGeneration.Contains(kind);
        MustName = definition.Custom is not null || Conditional.Contains(kind);
        CanCreateByUpdate = CreatedByUpdate.Contains(kind);
        ReturnsDeleted = ReturnedWhenDeleted.Contains(kind);
        MainReset = HasStatus ? Status : new FieldSet();
        StatusReset = definition.Custom is not null ? CustomSpec
            : kind == Kinds.Pod ? PodSpec
            : kind == Kinds.Deployment ? SpecAndLabels
            : Spec;
    }

    /// <summary>Whether status is written through its own path only.</summary>
    public bool HasStatus { get; }

    /// <summary>Whether metadata.generation counts changes of what is wanted.</summary>
    public bool HasGeneration { get; }

    /// <summary>Whether an update must name the resourceVersion that it replaces.</summary>
    public bool MustName { get; }

    /// <summary>Whether an update of a missing object creates it.</summary>
    public bool CanCreateByUpdate { get; }

    /// <summary>Whether a deletion answers with the object even when it is gone at once.</summary>
    public bool ReturnsDeleted { get; }

    /// <summary>Fields that a write to the object itself leaves alone.</summary>
    public FieldSet MainReset { get; }

    /// <summary>Fields that a write to the status leaves alone.</summary>
    public FieldSet StatusReset { get; }

    /// <summary>The rules of a kind.</summary>
    public static KindRules Of(ResourceDefinition definition) => new(definition);
}
