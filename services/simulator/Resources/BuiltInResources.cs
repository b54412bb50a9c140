using System.Collections.Immutable;

namespace Pipeline.Simulator.Resources;

/// <summary>How the built-in kinds are served, as a kube-apiserver 1.32 does.</summary>
public static class BuiltInResources
{
    private static readonly ImmutableArray<string> Changing = ["get", "patch", "update"];
    private static readonly ImmutableArray<string> Proxied = ["create", "delete", "get", "patch", "update"];

    /// <summary>Events under their newer names.</summary>
    public static readonly ResourceKind EventsV1 = new("events.k8s.io", "v1", "Event", "events");

    /// <summary>Autoscalers on CPU only.</summary>
    public static readonly ResourceKind AutoscalerV1 = new("autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers");

    /// <summary>All of them, in the order of discovery within each group.</summary>
    public static IReadOnlyList<ResourceDefinition> All { get; } = [.. Core(), .. Groups()];

    private static readonly Dictionary<ResourceKind, ResourceDefinition> ByKind = All.ToDictionary(d => d.Kind);

    /// <summary>How a built-in kind is served.</summary>
    public static ResourceDefinition Of(ResourceKind kind) => ByKind[kind];

    private static IEnumerable<ResourceDefinition> Core()
    {
        yield return Virtual(new("", "v1", "Binding", "bindings"), "binding");
        yield return Plain(Kinds.ConfigMap, "configmap", "cm");
        yield return Plain(Kinds.Endpoints, "endpoints", "ep");
        yield return Plain(Kinds.Event, "event", "ev");
        yield return Plain(Kinds.LimitRange, "limitrange", "limits");
        yield return WithStatus(Kinds.Namespace, "namespace", ["ns"], [new("finalize", "", "v1", "Namespace", ["update"])]) with
        {
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
        };
        yield return WithStatus(Kinds.Node, "node", ["no"], [new("proxy", "", "v1", "NodeProxyOptions", Proxied)]);
        yield return WithStatus(Kinds.PersistentVolumeClaim, "persistentvolumeclaim", ["pvc"]);
        yield return WithStatus(Kinds.PersistentVolume, "persistentvolume", ["pv"]);
        yield return WithStatus(Kinds.Pod, "pod", ["po"],
        [
            new("attach", "", "v1", "PodAttachOptions", ["create", "get"]),
            new("binding", "", "v1", "Binding", ["create"]),
            new("ephemeralcontainers", "", "v1", "Pod", Changing),
            new("eviction", "policy", "v1", "Eviction", ["create"]),
            new("exec", "", "v1", "PodExecOptions", ["create", "get"]),
            new("log", "", "v1", "Pod", ["get"]),
            new("portforward", "", "v1", "PodPortForwardOptions", ["create", "get"]),
            new("proxy", "", "v1", "PodProxyOptions", Proxied),
        ]) with
        { Categories = ["all"] };
        yield return Plain(Kinds.PodTemplate, "podtemplate");
        yield return WithStatus(Kinds.ReplicationController, "replicationcontroller", ["rc"], [Scale]) with { Categories = ["all"] };
        yield return WithStatus(Kinds.ResourceQuota, "resourcequota", ["quota"]);
        yield return Plain(Kinds.Secret, "secret");
        yield return Plain(Kinds.ServiceAccount, "serviceaccount", "sa") with
        {
            Subresources = [new("token", "authentication.k8s.io", "v1", "TokenRequest", ["create"])],
        };
        yield return WithStatus(Kinds.Service, "service", ["svc"], [new("proxy", "", "v1", "ServiceProxyOptions", Proxied)]) with
        {
            Categories = ["all"],
        };
    }

    private static IEnumerable<ResourceDefinition> Groups()
    {
        yield return Plain(Kinds.ControllerRevision, "controllerrevision");
        yield return WithStatus(Kinds.DaemonSet, "daemonset", ["ds"]) with { Categories = ["all"] };
        yield return WithStatus(Kinds.Deployment, "deployment", ["deploy"], [Scale]) with { Categories = ["all"] };
        yield return WithStatus(Kinds.ReplicaSet, "replicaset", ["rs"], [Scale]) with { Categories = ["all"] };
        yield return WithStatus(Kinds.StatefulSet, "statefulset", ["sts"], [Scale]) with { Categories = ["all"] };
        yield return Plain(EventsV1, "event", "ev") with { Stored = Kinds.Event };
        yield return Virtual(new("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", false), "selfsubjectreview");
        yield return Virtual(new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false), "tokenreview");
        yield return Virtual(
            new("authorization.k8s.io", "v1", "LocalSubjectAccessReview", "localsubjectaccessreviews"), "localsubjectaccessreview");
        yield return Virtual(
            new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false), "selfsubjectaccessreview");
        yield return Virtual(
            new("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false), "selfsubjectrulesreview");
        yield return Virtual(new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false), "subjectaccessreview");
        yield return WithStatus(Kinds.HorizontalPodAutoscaler, "horizontalpodautoscaler", ["hpa"]) with { Categories = ["all"] };
        yield return WithStatus(AutoscalerV1, "horizontalpodautoscaler", ["hpa"]) with
        {
            Categories = ["all"],
            Stored = Kinds.HorizontalPodAutoscaler,
        };
        yield return WithStatus(Kinds.CronJob, "cronjob", ["cj"]) with { Categories = ["all"] };
        yield return WithStatus(Kinds.Job, "job", []) with { Categories = ["all"] };
        yield return Plain(Kinds.IngressClass, "ingressclass");
        yield return WithStatus(Kinds.Ingress, "ingress", ["ing"]);
        yield return Plain(Kinds.NetworkPolicy, "networkpolicy", "netpol");
        yield return WithStatus(Kinds.PodDisruptionBudget, "poddisruptionbudget", ["pdb"]);
        yield return Plain(Kinds.ClusterRoleBinding, "clusterrolebinding");
        yield return Plain(Kinds.ClusterRole, "clusterrole");
        yield return Plain(Kinds.RoleBinding, "rolebinding");
        yield return Plain(Kinds.Role, "role");
        yield return Plain(Kinds.StorageClass, "storageclass", "sc");
        yield return Plain(Kinds.MutatingWebhookConfiguration, "mutatingwebhookconfiguration") with { Categories = ["api-extensions"] };
        yield return Plain(Kinds.ValidatingWebhookConfiguration, "validatingwebhookconfiguration") with { Categories = ["api-extensions"] };
        yield return WithStatus(Kinds.CustomResourceDefinition, "customresourcedefinition", ["crd", "crds"]) with
        {
            Categories = ["api-extensions"],
        };
        yield return Plain(Kinds.PriorityClass, "priorityclass", "pc");
        yield return Plain(Kinds.Lease, "lease");
        yield return Plain(Kinds.EndpointSlice, "endpointslice");
    }

    private static SubresourceDefinition Scale => new("scale", "autoscaling", "v1", "Scale", Changing);

    private static ResourceDefinition Plain(ResourceKind kind, string singular, params string[] shortNames) =>
        new(kind, kind, singular, ResourceDefinition.AllVerbs) { ShortNames = [.. shortNames] };

    private static ResourceDefinition Virtual(ResourceKind kind, string singular) =>
        new(kind, kind, singular, ["create"]) { IsVirtual = true };

    private static ResourceDefinition WithStatus(
        ResourceKind kind, string singular, string[] shortNames, params SubresourceDefinition[] others) =>
        Plain(kind, singular, shortNames) with
        {
            Subresources = [.. others.Append(new("status", kind.Group, kind.Version, kind.Kind, Changing)).OrderBy(s => s.Name, StringComparer.Ordinal)],
        };
}
