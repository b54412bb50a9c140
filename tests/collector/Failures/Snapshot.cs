using System.Text.Json;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Tests.Failures;

/// <summary>A cluster made of objects as the API returns them.</summary>
internal sealed class Snapshot
{
    private readonly List<KubernetesObject> _objects = [];

    /// <summary>Kinds that cannot be seen, with all of their objects.</summary>
    public HashSet<string> Blind { get; init; } = [];

    public DateTimeOffset Now { get; set; } = Some.Noon;

    public static Snapshot Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Some.Data($"clusters/{name}.json")));
        var snapshot = new Snapshot { Now = document.RootElement.GetProperty("cluster").GetProperty("now").GetDateTimeOffset() };
        foreach (var item in document.RootElement.GetProperty("objects").EnumerateArray())
            snapshot._objects.Add(new KubernetesObject(item.Clone()));
        return snapshot;
    }

    public static Snapshot Of(params string[] objects) => new Snapshot().With(objects);

    public Snapshot With(params string[] objects)
    {
        _objects.AddRange(objects.Select(KubernetesObject.Parse));
        return this;
    }

    public Snapshot Without(string kind, string name)
    {
        _objects.RemoveAll(o => o.Kind == kind && o.Metadata.Name == name);
        return this;
    }

    public ClusterView View() => new()
    {
        Cluster = "demo",
        Now = Now,
        Pods = Kind<Pod>("Pod"),
        Nodes = Kind<Node>("Node"),
        Namespaces = Kind<KubernetesNamespace>("Namespace"),
        Events = Kind<KubernetesEvent>("Event"),
        Deployments = Kind<Deployment>("Deployment"),
        ReplicaSets = Kind<ReplicaSet>("ReplicaSet"),
        StatefulSets = Kind<StatefulSet>("StatefulSet"),
        DaemonSets = Kind<DaemonSet>("DaemonSet"),
        Jobs = Kind<Job>("Job"),
        CronJobs = Kind<CronJob>("CronJob"),
        Services = Kind<Service>("Service"),
        EndpointSlices = Kind<EndpointSlice>("EndpointSlice"),
        Ingresses = Kind<Ingress>("Ingress"),
        IngressClasses = Kind<IngressClass>("IngressClass"),
        NetworkPolicies = Kind<NetworkPolicy>("NetworkPolicy"),
        Claims = Kind<PersistentVolumeClaim>("PersistentVolumeClaim"),
        Volumes = Kind<PersistentVolume>("PersistentVolume"),
        StorageClasses = Kind<StorageClass>("StorageClass"),
        ConfigMaps = Kind<ConfigMap>("ConfigMap"),
        Secrets = Kind<PartialObject>("Secret"),
        Quotas = Kind<ResourceQuota>("ResourceQuota"),
        Autoscalers = Kind<HorizontalPodAutoscaler>("HorizontalPodAutoscaler"),
        Budgets = Kind<PodDisruptionBudget>("PodDisruptionBudget"),
        ValidatingWebhooks = Kind<ValidatingWebhookConfiguration>("ValidatingWebhookConfiguration"),
        MutatingWebhooks = Kind<MutatingWebhookConfiguration>("MutatingWebhookConfiguration"),
        Roles = Kind<Role>("Role"),
        RoleBindings = Kind<RoleBinding>("RoleBinding"),
        Others = new KindView<KubernetesObject>(
            [.. _objects.Where(o => o.ApiVersion is not null && (o.ApiVersion.Contains('.', StringComparison.Ordinal) && !o.ApiVersion.Contains(".k8s.io/", StringComparison.Ordinal)
                || o.ApiVersion.StartsWith("gateway.", StringComparison.Ordinal) || o.ApiVersion.StartsWith("apiregistration.", StringComparison.Ordinal)))]),
    };

    private KindView<T> Kind<T>(string kind)
        where T : class, IKubernetesObject =>
        Blind.Contains(kind) ? new KindView<T>([], "forbidden") : new KindView<T>([.. _objects.Where(o => o.Kind == kind).Select(o => o.As<T>())]);
}
