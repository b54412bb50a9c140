using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tables;

/// <summary>The layout of every kind, as a kube-apiserver 1.32 prints it.</summary>
public static class TableLayouts
{
    private static readonly FrozenDictionary<ResourceKind, TableLayout> BuiltIn = new Dictionary<ResourceKind, TableLayout>
    {
        [Kinds.Pod] = PodTable.Layout,
        [Kinds.PodTemplate] = WorkloadTables.PodTemplate,
        [Kinds.ReplicationController] = WorkloadTables.ReplicationController,
        [Kinds.ReplicaSet] = WorkloadTables.ReplicaSet,
        [Kinds.Deployment] = WorkloadTables.Deployment,
        [Kinds.StatefulSet] = WorkloadTables.StatefulSet,
        [Kinds.DaemonSet] = WorkloadTables.DaemonSet,
        [Kinds.ControllerRevision] = WorkloadTables.ControllerRevision,
        [Kinds.Job] = WorkloadTables.Job,
        [Kinds.CronJob] = WorkloadTables.CronJob,
        [Kinds.HorizontalPodAutoscaler] = AutoscalerTable.Layout,
        [Kinds.PodDisruptionBudget] = ClusterTables.PodDisruptionBudget,
        [Kinds.Node] = NodeTable.Layout,
        [Kinds.Namespace] = ClusterTables.Namespace,
        [Kinds.Event] = EventTable.Layout,
        [Kinds.Service] = NetworkTables.Service,
        [Kinds.Endpoints] = NetworkTables.Endpoints,
        [Kinds.EndpointSlice] = NetworkTables.EndpointSlice,
        [Kinds.Ingress] = NetworkTables.Ingress,
        [Kinds.IngressClass] = NetworkTables.IngressClass,
        [Kinds.NetworkPolicy] = NetworkTables.NetworkPolicy,
        [Kinds.PersistentVolume] = StorageTables.PersistentVolume,
        [Kinds.PersistentVolumeClaim] = StorageTables.PersistentVolumeClaim,
        [Kinds.StorageClass] = StorageTables.StorageClass,
        [Kinds.ConfigMap] = ClusterTables.ConfigMap,
        [Kinds.Secret] = ClusterTables.Secret,
        [Kinds.ServiceAccount] = ClusterTables.ServiceAccount,
        [Kinds.ResourceQuota] = ClusterTables.ResourceQuota,
        [Kinds.PriorityClass] = ClusterTables.PriorityClass,
        [Kinds.MutatingWebhookConfiguration] = ClusterTables.Webhooks,
        [Kinds.ValidatingWebhookConfiguration] = ClusterTables.Webhooks,
        [Kinds.Lease] = ClusterTables.Lease,
        [Kinds.RoleBinding] = ClusterTables.RoleBinding,
        [Kinds.ClusterRoleBinding] = ClusterTables.RoleBinding,
    }.ToFrozenDictionary();

    private static readonly ConditionalWeakTable<CustomKind, TableLayout> Custom = [];

    /// <summary>The layout of what is served.</summary>
    public static TableLayout Of(ResourceDefinition definition) => definition.Custom is { } custom
        ? Custom.GetValue(custom, CustomTable.Of)
        : BuiltIn.GetValueOrDefault(definition.Stored, ClusterTables.Plain);
}
