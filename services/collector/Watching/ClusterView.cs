using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

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

    public KindView<Pod> Pods { get; init; } = new();

    public KindView<Node> Nodes { get; init; } = new();

    public KindView<KubernetesNamespace> Namespaces { get; init; } = new();

    public KindView<KubernetesEvent> Events { get; init; } = new();

    public KindView<Deployment> Deployments { get; init; } = new();

    public KindView<ReplicaSet> ReplicaSets { get; init; } = new();

    public KindView<StatefulSet> StatefulSets { get; init; } = new();

    public KindView<DaemonSet> DaemonSets { get; init; } = new();

    public KindView<Job> Jobs { get; init; } = new();

    public KindView<CronJob> CronJobs { get; init; } = new();

    public KindView<Service> Services { get; init; } = new();

    public KindView<EndpointSlice> EndpointSlices { get; init; } = new();

    public KindView<Ingress> Ingresses { get; init; } = new();

    public KindView<IngressClass> IngressClasses { get; init; } = new();

    public KindView<NetworkPolicy> NetworkPolicies { get; init; } = new();

    public KindView<PersistentVolumeClaim> Claims { get; init; } = new();

    public KindView<PersistentVolume> Volumes { get; init; } = new();

    public KindView<StorageClass> StorageClasses { get; init; } = new();

    public KindView<ConfigMap> ConfigMaps { get; init; } = new();

    /// <summary>By metadata only: no value is ever read.</summary>
    public KindView<PartialObject> Secrets { get; init; } = new();

    public KindView<ResourceQuota> Quotas { get; init; } = new();

    public KindView<HorizontalPodAutoscaler> Autoscalers { get; init; } = new();

    public KindView<PodDisruptionBudget> Budgets { get; init; } = new();

    public KindView<ValidatingWebhookConfiguration> ValidatingWebhooks { get; init; } = new();

    public KindView<MutatingWebhookConfiguration> MutatingWebhooks { get; init; } = new();

    public KindView<Role> Roles { get; init; } = new();

    public KindView<RoleBinding> RoleBindings { get; init; } = new();

    /// <summary>Objects of other kinds that say of themselves how they are: Gateway API, operators, certificates, aggregated APIs.</summary>
    public KindView<KubernetesObject> Others { get; init; } = new();

    /// <summary>Kinds of the others that are served and cannot be seen now.</summary>
    public IReadOnlySet<string> OthersUnseen { get; init; } = new HashSet<string>();

    /// <summary>What was said about an object.</summary>
    public EventIndex About => _eventIndex ??= new EventIndex(Events.Items);

    /// <summary>Who answers for what.</summary>
    public OwnerIndex Owners => _owners ??= new OwnerIndex(this);

    /// <summary>Pods by node and by labels.</summary>
    public PodIndex PodsBy => _podIndex ??= new PodIndex(Pods.Items);

    /// <summary>Whether a kind can be seen.</summary>
    public bool IsVisible(ResourceType type) => BlindnessOf(type.Plural) is null;

    /// <summary>Whether an entity could be seen, if it were there.</summary>
    public bool CanSee(EntityRef entity) => entity.Kind switch
    {
        "Pod" => Pods.IsVisibleIn(entity.Namespace),
        "Deployment" => Deployments.IsVisibleIn(entity.Namespace),
        "StatefulSet" => StatefulSets.IsVisibleIn(entity.Namespace),
        "DaemonSet" => DaemonSets.IsVisibleIn(entity.Namespace),
        "ReplicaSet" => ReplicaSets.IsVisibleIn(entity.Namespace),
        "Job" => Jobs.IsVisibleIn(entity.Namespace),
        "CronJob" => CronJobs.IsVisibleIn(entity.Namespace),
        "Service" => Services.IsVisibleIn(entity.Namespace) && EndpointSlices.IsVisibleIn(entity.Namespace) && Pods.IsVisibleIn(entity.Namespace),
        "Ingress" => Ingresses.IsVisibleIn(entity.Namespace),
        "NetworkPolicy" => NetworkPolicies.IsVisibleIn(entity.Namespace),
        "PersistentVolumeClaim" => Claims.IsVisibleIn(entity.Namespace),
        "PersistentVolume" => Volumes.IsVisible,
        "StorageClass" => StorageClasses.IsVisible,
        "Secret" => Secrets.IsVisibleIn(entity.Namespace),
        MissingData.SourceKind => true,
        "ConfigMap" => ConfigMaps.IsVisibleIn(entity.Namespace),
        "ResourceQuota" => Quotas.IsVisibleIn(entity.Namespace),
        "HorizontalPodAutoscaler" => Autoscalers.IsVisibleIn(entity.Namespace),
        "PodDisruptionBudget" => Budgets.IsVisibleIn(entity.Namespace) && Pods.IsVisibleIn(entity.Namespace),
        "Node" => Nodes.IsVisible,
        "Namespace" => Namespaces.IsVisible,
        "Cluster" => Nodes.IsVisible && Pods.IsVisible,
        "RoleBinding" => RoleBindings.IsVisibleIn(entity.Namespace) && Roles.IsVisibleIn(entity.Namespace),
        "ValidatingWebhookConfiguration" => ValidatingWebhooks.IsVisible && Services.IsVisible && Pods.IsVisible,
        "MutatingWebhookConfiguration" => MutatingWebhooks.IsVisible && Services.IsVisible && Pods.IsVisible,
        _ => SeesOther(entity.Kind) && Others.IsVisibleIn(entity.Namespace),
    };

    /// <summary>Whether one of the other kinds can be seen; true also when the cluster does not have it.</summary>
    public bool SeesOther(string kind) => Others.IsVisible && !OthersUnseen.Contains(kind);

    /// <summary>The entity of an object of this cluster.</summary>
    public EntityRef Entity(string kind, ObjectMeta metadata) => new(Cluster, metadata.Namespace, kind, metadata.Name);

    /// <summary>Who answers for an entity; the entity itself when that is not known.</summary>
    public EntityRef OwnerOf(EntityRef entity) => entity.Kind switch
    {
        "Pod" => Pods.Find(entity.Namespace, entity.Name) is { } pod ? Owners.Of(pod) : entity,
        "ReplicaSet" => ReplicaSets.Find(entity.Namespace, entity.Name) is { } set ? Owners.Of("ReplicaSet", set.Metadata) : entity,
        "Job" => Jobs.Find(entity.Namespace, entity.Name) is { } job ? Owners.Of("Job", job.Metadata) : entity,
        _ => entity,
    };

    private string? BlindnessOf(string plural) => plural switch
    {
        "pods" => Pods.Blindness,
        "nodes" => Nodes.Blindness,
        "namespaces" => Namespaces.Blindness,
        "events" => Events.Blindness,
        "deployments" => Deployments.Blindness,
        "replicasets" => ReplicaSets.Blindness,
        "statefulsets" => StatefulSets.Blindness,
        "daemonsets" => DaemonSets.Blindness,
        "jobs" => Jobs.Blindness,
        "cronjobs" => CronJobs.Blindness,
        "services" => Services.Blindness,
        "endpointslices" => EndpointSlices.Blindness,
        "ingresses" => Ingresses.Blindness,
        "ingressclasses" => IngressClasses.Blindness,
        "networkpolicies" => NetworkPolicies.Blindness,
        "persistentvolumeclaims" => Claims.Blindness,
        "persistentvolumes" => Volumes.Blindness,
        "storageclasses" => StorageClasses.Blindness,
        "configmaps" => ConfigMaps.Blindness,
        "secrets" => Secrets.Blindness,
        "resourcequotas" => Quotas.Blindness,
        "horizontalpodautoscalers" => Autoscalers.Blindness,
        "poddisruptionbudgets" => Budgets.Blindness,
        "roles" => Roles.Blindness,
        "rolebindings" => RoleBindings.Blindness,
        "validatingwebhookconfigurations" => ValidatingWebhooks.Blindness,
        "mutatingwebhookconfigurations" => MutatingWebhooks.Blindness,
        _ => Others.Blindness,
    };
}
