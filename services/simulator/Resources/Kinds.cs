namespace Pipeline.Simulator.Resources;

/// <summary>The built-in kinds. Custom ones come with their CustomResourceDefinition.</summary>
public static class Kinds
{
    public static readonly ResourceKind Namespace = new("", "v1", "Namespace", "namespaces", false);
    public static readonly ResourceKind Node = new("", "v1", "Node", "nodes", false);
    public static readonly ResourceKind Pod = new("", "v1", "Pod", "pods");
    public static readonly ResourceKind Service = new("", "v1", "Service", "services");
    public static readonly ResourceKind Endpoints = new("", "v1", "Endpoints", "endpoints");
    public static readonly ResourceKind ConfigMap = new("", "v1", "ConfigMap", "configmaps");
    public static readonly ResourceKind Secret = new("", "v1", "Secret", "secrets");
    public static readonly ResourceKind ServiceAccount = new("", "v1", "ServiceAccount", "serviceaccounts");
    public static readonly ResourceKind Event = new("", "v1", "Event", "events");
    public static readonly ResourceKind PersistentVolumeClaim = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims");
    public static readonly ResourceKind PersistentVolume = new("", "v1", "PersistentVolume", "persistentvolumes", false);
    public static readonly ResourceKind ResourceQuota = new("", "v1", "ResourceQuota", "resourcequotas");
    public static readonly ResourceKind LimitRange = new("", "v1", "LimitRange", "limitranges");
    public static readonly ResourceKind ReplicationController = new("", "v1", "ReplicationController", "replicationcontrollers");
    public static readonly ResourceKind PodTemplate = new("", "v1", "PodTemplate", "podtemplates");
    public static readonly ResourceKind Deployment = new("apps", "v1", "Deployment", "deployments");
    public static readonly ResourceKind ReplicaSet = new("apps", "v1", "ReplicaSet", "replicasets");
    public static readonly ResourceKind StatefulSet = new("apps", "v1", "StatefulSet", "statefulsets");
    public static readonly ResourceKind DaemonSet = new("apps", "v1", "DaemonSet", "daemonsets");
    public static readonly ResourceKind ControllerRevision = new("apps", "v1", "ControllerRevision", "controllerrevisions");
    public static readonly ResourceKind Job = new("batch", "v1", "Job", "jobs");
    public static readonly ResourceKind CronJob = new("batch", "v1", "CronJob", "cronjobs");
    public static readonly ResourceKind HorizontalPodAutoscaler = new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");
    public static readonly ResourceKind PodDisruptionBudget = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets");
    public static readonly ResourceKind NetworkPolicy = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    public static readonly ResourceKind Ingress = new("networking.k8s.io", "v1", "Ingress", "ingresses");
    public static readonly ResourceKind IngressClass = new("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);
    public static readonly ResourceKind EndpointSlice = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");
    public static readonly ResourceKind StorageClass = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);
    public static readonly ResourceKind Lease = new("coordination.k8s.io", "v1", "Lease", "leases");
    public static readonly ResourceKind PriorityClass = new("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false);
    public static readonly ResourceKind Role = new("rbac.authorization.k8s.io", "v1", "Role", "roles");
    public static readonly ResourceKind RoleBinding = new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings");
    public static readonly ResourceKind ClusterRole = new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);
    public static readonly ResourceKind ClusterRoleBinding = new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);
    public static readonly ResourceKind CustomResourceDefinition =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    public static readonly ResourceKind MutatingWebhookConfiguration =
        new("admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false);
    public static readonly ResourceKind ValidatingWebhookConfiguration =
        new("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false);

    /// <summary>All of them; events of events.k8s.io are the core ones under other names.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        Namespace, Node, Pod, Service, Endpoints, ConfigMap, Secret, ServiceAccount, Event, PersistentVolumeClaim, PersistentVolume,
        ResourceQuota, LimitRange, ReplicationController, PodTemplate, Deployment, ReplicaSet, StatefulSet, DaemonSet, ControllerRevision,
        Job, CronJob, HorizontalPodAutoscaler, PodDisruptionBudget, NetworkPolicy, Ingress, IngressClass, EndpointSlice, StorageClass,
        Lease, PriorityClass, Role, RoleBinding, ClusterRole, ClusterRoleBinding, CustomResourceDefinition,
        MutatingWebhookConfiguration, ValidatingWebhookConfiguration,
    ];
}
