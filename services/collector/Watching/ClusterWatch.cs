using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Watches all kinds that the scans look at, and gives a view of them.</summary>
internal sealed class ClusterWatch : IDisposable
{
    private readonly string _cluster;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly InformerSet _informers;
    private readonly WatchScope _scope;
    private readonly List<IDisposable> _subscriptions;
    private volatile IReadOnlyList<WatchedKind<KubernetesObject>> _others = [];
    private readonly List<IWatchedKind> _kinds = [];
    private readonly WatchedKind<Pod> _pods;
    private readonly WatchedKind<Node> _nodes;
    private readonly WatchedKind<KubernetesNamespace> _namespaces;
    private readonly WatchedKind<KubernetesEvent> _events;
    private readonly WatchedKind<Deployment> _deployments;
    private readonly WatchedKind<ReplicaSet> _replicaSets;
    private readonly WatchedKind<StatefulSet> _statefulSets;
    private readonly WatchedKind<DaemonSet> _daemonSets;
    private readonly WatchedKind<Job> _jobs;
    private readonly WatchedKind<CronJob> _cronJobs;
    private readonly WatchedKind<Service> _services;
    private readonly WatchedKind<EndpointSlice> _endpointSlices;
    private readonly WatchedKind<Ingress> _ingresses;
    private readonly WatchedKind<IngressClass> _ingressClasses;
    private readonly WatchedKind<NetworkPolicy> _networkPolicies;
    private readonly WatchedKind<PersistentVolumeClaim> _claims;
    private readonly WatchedKind<PersistentVolume> _volumes;
    private readonly WatchedKind<StorageClass> _storageClasses;
    private readonly WatchedKind<ConfigMap> _configMaps;
    private readonly WatchedKind<PartialObject> _secrets;
    private readonly WatchedKind<ResourceQuota> _quotas;
    private readonly WatchedKind<HorizontalPodAutoscaler> _autoscalers;
    private readonly WatchedKind<PodDisruptionBudget> _budgets;
    private readonly WatchedKind<ValidatingWebhookConfiguration> _validatingWebhooks;
    private readonly WatchedKind<MutatingWebhookConfiguration> _mutatingWebhooks;
    private readonly WatchedKind<Role> _roles;
    private readonly WatchedKind<RoleBinding> _roleBindings;

    public ClusterWatch(string cluster, InformerSet informers, WatchScope scope)
    {
        (_cluster, _informers, _scope) = (cluster, informers, scope);
        WatchedKind<T> Watch<T>(ResourceType type)
            where T : class, IKubernetesObject
        {
            var kind = new WatchedKind<T>(informers, type, scope);
            _kinds.Add(kind);
            return kind;
        }

        _pods = Watch<Pod>(ResourceTypes.Pods);
        _nodes = Watch<Node>(ResourceTypes.Nodes);
        _namespaces = Watch<KubernetesNamespace>(ResourceTypes.Namespaces);
        _events = Watch<KubernetesEvent>(ResourceTypes.Events);
        _deployments = Watch<Deployment>(ResourceTypes.Deployments);
        _replicaSets = Watch<ReplicaSet>(ResourceTypes.ReplicaSets);
        _statefulSets = Watch<StatefulSet>(ResourceTypes.StatefulSets);
        _daemonSets = Watch<DaemonSet>(ResourceTypes.DaemonSets);
        _jobs = Watch<Job>(ResourceTypes.Jobs);
        _cronJobs = Watch<CronJob>(ResourceTypes.CronJobs);
        _services = Watch<Service>(ResourceTypes.Services);
        _endpointSlices = Watch<EndpointSlice>(ResourceTypes.EndpointSlices);
        _ingresses = Watch<Ingress>(ResourceTypes.Ingresses);
        _ingressClasses = Watch<IngressClass>(ResourceTypes.IngressClasses);
        _networkPolicies = Watch<NetworkPolicy>(ResourceTypes.NetworkPolicies);
        _claims = Watch<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims);
        _volumes = Watch<PersistentVolume>(ResourceTypes.PersistentVolumes);
        _storageClasses = Watch<StorageClass>(ResourceTypes.StorageClasses);
        _configMaps = Watch<ConfigMap>(ResourceTypes.ConfigMaps);
        _secrets = Watch<PartialObject>(ResourceTypes.Secrets);
        _quotas = Watch<ResourceQuota>(ResourceTypes.ResourceQuotas);
        _autoscalers = Watch<HorizontalPodAutoscaler>(ResourceTypes.HorizontalPodAutoscalers);
        _budgets = Watch<PodDisruptionBudget>(ResourceTypes.PodDisruptionBudgets);
        _validatingWebhooks = Watch<ValidatingWebhookConfiguration>(ResourceTypes.ValidatingWebhookConfigurations);
        _mutatingWebhooks = Watch<MutatingWebhookConfiguration>(ResourceTypes.MutatingWebhookConfigurations);
        _roles = Watch<Role>(ResourceTypes.Roles);
        _roleBindings = Watch<RoleBinding>(ResourceTypes.RoleBindings);
        _subscriptions = [.. _kinds.SelectMany(kind => kind.Subscribe(SayChanged))];
    }

    /// <summary>The kinds that are watched.</summary>
    public IReadOnlyList<IWatchedKind> Kinds => [.. _kinds, .. _others];

    /// <summary>Watches these custom kinds, too. One at a time calls it; those that are watched already are passed over.</summary>
    public void Add(IReadOnlyList<ResourceType> types)
    {
        foreach (var type in types.Where(type => _others.All(other => other.Type.Group != type.Group || other.Type.Kind != type.Kind)))
        {
            var kind = new WatchedKind<KubernetesObject>(_informers, type, _scope);
            _subscriptions.AddRange(kind.Subscribe(SayChanged));
            _others = [.. _others, kind];
        }
    }

    /// <summary>What is known now.</summary>
    public ClusterView View(DateTimeOffset now)
    {
        var others = _others.Where(kind => kind.IsServed).Select(kind => (kind.Type, View: kind.View(now))).ToList();
        return new()
        {
            Cluster = _cluster,
            Now = now,
            Pods = _pods.View(now),
            Nodes = _nodes.View(now),
            Namespaces = _namespaces.View(now),
            Events = _events.View(now),
            Deployments = _deployments.View(now),
            ReplicaSets = _replicaSets.View(now),
            StatefulSets = _statefulSets.View(now),
            DaemonSets = _daemonSets.View(now),
            Jobs = _jobs.View(now),
            CronJobs = _cronJobs.View(now),
            Services = _services.View(now),
            EndpointSlices = _endpointSlices.View(now),
            Ingresses = _ingresses.View(now),
            IngressClasses = _ingressClasses.View(now),
            NetworkPolicies = _networkPolicies.View(now),
            Claims = _claims.View(now),
            Volumes = _volumes.View(now),
            StorageClasses = _storageClasses.View(now),
            ConfigMaps = _configMaps.View(now),
            Secrets = _secrets.View(now),
            Quotas = _quotas.View(now),
            Autoscalers = _autoscalers.View(now),
            Budgets = _budgets.View(now),
            ValidatingWebhooks = _validatingWebhooks.View(now),
            MutatingWebhooks = _mutatingWebhooks.View(now),
            Roles = _roles.View(now),
            RoleBindings = _roleBindings.View(now),
            Others = new([.. others.SelectMany(other => other.View.Items.Select(item => Named(item, other.Type)))]),
            OthersUnseen = others.Where(other => !other.View.IsVisible).Select(other => other.Type.Kind).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Until something changes, or the time is up.</summary>
    public async Task WaitForChangeAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // nothing changed in this time
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _changed.Dispose();
    }

    /// <summary>Items of a list of a built-in kind do not say what they are.</summary>
    private static KubernetesObject Named(KubernetesObject item, ResourceType type) => item.Kind is not null ? item : item.Edit(json =>
    {
        json["apiVersion"] = type.ApiVersion;
        json["kind"] = type.Kind;
    });

    private void SayChanged()
    {
        try
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // another handler has just said it
        }
        catch (ObjectDisposedException)
        {
            // the watch has ended
        }
    }
}
