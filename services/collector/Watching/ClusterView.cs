using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Watching;

/// <summary>The cluster as it is known at one moment: what the scans look at.</summary>
/// <remarks>What is not watched, or cannot be seen, is said by each kind; nothing is concluded from its absence.</remarks>
public sealed class ClusterView
{
    private EventIndex? _eventIndex;
    private OwnerIndex? _owners;
    private PodIndex? _podIndex;

    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    public KindView<Pod> Pods { get; init; } = KindView<Pod>.Unseen;

    public KindView<Node> Nodes { get; init; } = KindView<Node>.Unseen;

    public KindView<Namespace> Namespaces { get; init; } = KindView<Namespace>.Unseen;

    public KindView<Event> Events { get; init; } = KindView<Event>.Unseen;

    public KindView<Deployment> Deployments { get; init; } = KindView<Deployment>.Unseen;

    public KindView<ReplicaSet> ReplicaSets { get; init; } = KindView<ReplicaSet>.Unseen;

    public KindView<StatefulSet> StatefulSets { get; init; } = KindView<StatefulSet>.Unseen;

    public KindView<DaemonSet> DaemonSets { get; init; } = KindView<DaemonSet>.Unseen;

    public KindView<Job> Jobs { get; init; } = KindView<Job>.Unseen;

    public KindView<CronJob> CronJobs { get; init; } = KindView<CronJob>.Unseen;

    public KindView<Service> Services { get; init; } = KindView<Service>.Unseen;

    public KindView<EndpointSlice> EndpointSlices { get; init; } = KindView<EndpointSlice>.Unseen;

    public KindView<Ingress> Ingresses { get; init; } = KindView<Ingress>.Unseen;

    public KindView<IngressClass> IngressClasses { get; init; } = KindView<IngressClass>.Unseen;

    public KindView<NetworkPolicy> NetworkPolicies { get; init; } = KindView<NetworkPolicy>.Unseen;

    public KindView<PersistentVolumeClaim> Claims { get; init; } = KindView<PersistentVolumeClaim>.Unseen;

    public KindView<PersistentVolume> Volumes { get; init; } = KindView<PersistentVolume>.Unseen;

    public KindView<StorageClass> StorageClasses { get; init; } = KindView<StorageClass>.Unseen;

    public KindView<ConfigMap> ConfigMaps { get; init; } = KindView<ConfigMap>.Unseen;

    /// <summary>By metadata only: no value is ever read.</summary>
    public KindView<PartialObject> Secrets { get; init; } = KindView<PartialObject>.Unseen;

    public KindView<ResourceQuota> Quotas { get; init; } = KindView<ResourceQuota>.Unseen;

    public KindView<HorizontalPodAutoscaler> Autoscalers { get; init; } = KindView<HorizontalPodAutoscaler>.Unseen;

    public KindView<PodDisruptionBudget> Budgets { get; init; } = KindView<PodDisruptionBudget>.Unseen;

    public KindView<ValidatingWebhookConfiguration> ValidatingWebhooks { get; init; } = KindView<ValidatingWebhookConfiguration>.Unseen;

    public KindView<MutatingWebhookConfiguration> MutatingWebhooks { get; init; } = KindView<MutatingWebhookConfiguration>.Unseen;

    public KindView<Role> Roles { get; init; } = KindView<Role>.Unseen;

    public KindView<RoleBinding> RoleBindings { get; init; } = KindView<RoleBinding>.Unseen;

    /// <summary>Objects of other kinds that say of themselves how they are: Gateway API, operators, certificates, aggregated APIs.</summary>
    public KindView<KubernetesObject> Others { get; init; } = KindView<KubernetesObject>.Unseen;

    /// <summary>What was said about an object.</summary>
    public EventIndex About => _eventIndex ??= new EventIndex(Events.Items);

    /// <summary>Who answers for what.</summary>
    public OwnerIndex Owners => _owners ??= new OwnerIndex(this);

    /// <summary>Pods by node and by labels.</summary>
    public PodIndex PodsBy => _podIndex ??= new PodIndex(Pods.Items);

    /// <summary>The entity of an object of this cluster.</summary>
    public EntityRef Entity(string kind, ObjectMeta metadata) => new(Cluster, metadata.Namespace, kind, metadata.Name);
}
