using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Access;

/// <summary>What every cluster begins with: namespaces, priority classes, the default roles and who has them.</summary>
public static class BootstrapObjects
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];

    private static readonly string[] CoreRead =
    [
        "bindings", "configmaps", "endpoints", "events", "limitranges", "namespaces", "namespaces/status", "persistentvolumeclaims",
        "persistentvolumeclaims/status", "pods", "pods/log", "pods/status", "replicationcontrollers", "replicationcontrollers/scale",
        "replicationcontrollers/status", "resourcequotas", "resourcequotas/status", "serviceaccounts", "services", "services/status",
    ];

    private static readonly string[] CoreWrite =
    [
        "configmaps", "events", "persistentvolumeclaims", "pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy",
        "pods/eviction", "replicationcontrollers", "replicationcontrollers/scale", "secrets", "serviceaccounts", "services", "services/proxy",
    ];

    private static readonly (string Group, string[] Resources)[] Workloads =
    [
        ("apps", ["controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/rollback", "deployments/scale", "deployments/status",
            "replicasets", "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale", "statefulsets/status"]),
        ("autoscaling", ["horizontalpodautoscalers", "horizontalpodautoscalers/status"]),
        ("batch", ["cronjobs", "cronjobs/status", "jobs", "jobs/status"]),
        ("policy", ["poddisruptionbudgets", "poddisruptionbudgets/status"]),
        ("networking.k8s.io", ["ingresses", "ingresses/status", "networkpolicies"]),
        ("discovery.k8s.io", ["endpointslices"]),
        ("coordination.k8s.io", ["leases"]),
    ];

    /// <summary>All of them, in the order in which they are created.</summary>
    public static IEnumerable<(ResourceKind Kind, JsonObject Json)> All()
    {
        foreach (var name in (string[])["kube-system", "kube-public", "kube-node-lease", "default"])
            yield return (Kinds.Namespace, Object(Kinds.Namespace, name));
        yield return (Kinds.PriorityClass, Priority("system-cluster-critical", 2_000_000_000));
        yield return (Kinds.PriorityClass, Priority("system-node-critical", 2_000_001_000));
        var (view, edit) = (ViewRules().ToList(), EditRules().ToList());
        yield return Role("cluster-admin", [Rule(["*"], ["*"], ["*"]), Paths("*", "*")]);
        yield return Role("view", view);
        yield return Role("edit", [.. Copies(view), .. edit]);
        yield return Role("admin",
        [
            .. Copies(view), .. Copies(edit), Rule([RbacGroup], ["rolebindings", "roles"], [.. Read, .. Write]),
            Rule(["authorization.k8s.io"], ["localsubjectaccessreviews"], ["create"]),
        ]);
        yield return Role("system:basic-user",
        [
            Rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]),
            Rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"]),
        ]);
        yield return Role("system:discovery",
        [
            Paths("get", "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"),
        ]);
        yield return Role("system:public-info-viewer", [Paths("get", "/healthz", "/livez", "/readyz", "/version", "/version/")]);
        yield return Binding("cluster-admin", "system:masters");
        yield return Binding("system:basic-user", "system:authenticated");
        yield return Binding("system:discovery", "system:authenticated");
        yield return Binding("system:public-info-viewer", "system:authenticated", "system:unauthenticated");
    }

    private static IEnumerable<JsonObject> ViewRules()
    {
        yield return Rule([""], CoreRead, Read);
        foreach (var (group, resources) in Workloads)
            yield return Rule([group], resources, Read);
        yield return Rule(["metrics.k8s.io"], ["pods", "nodes"], Read);
    }

    private static IEnumerable<JsonObject> EditRules()
    {
        yield return Rule([""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"], Read);
        yield return Rule([""], ["serviceaccounts"], ["impersonate"]);
        yield return Rule([""], CoreWrite, Write);
        yield return Rule([""], ["serviceaccounts/token"], ["create"]);
        foreach (var (group, resources) in Workloads)
        {
            if (group is not ("discovery.k8s.io" or "coordination.k8s.io"))
                yield return Rule([group], [.. resources.Where(r => !r.EndsWith("/status", StringComparison.Ordinal) && r != "controllerrevisions")], Write);
        }
        yield return Rule(["coordination.k8s.io"], ["leases"], [.. Read, .. Write]);
    }

    private static IEnumerable<JsonObject> Copies(IEnumerable<JsonObject> rules) => rules.Select(r => r.DeepClone().AsObject());

    private static (ResourceKind, JsonObject) Role(string name, params IEnumerable<JsonObject> rules)
    {
        var role = Object(Kinds.ClusterRole, name);
        role["rules"] = new JsonArray([.. rules]);
        return (Kinds.ClusterRole, role);
    }

    private static (ResourceKind, JsonObject) Binding(string role, params string[] groups)
    {
        var binding = Object(Kinds.ClusterRoleBinding, role);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = RbacGroup, ["kind"] = "ClusterRole", ["name"] = role };
        binding["subjects"] = new JsonArray([.. groups.Select(g => new JsonObject { ["kind"] = "Group", ["apiGroup"] = RbacGroup, ["name"] = g })]);
        return (Kinds.ClusterRoleBinding, binding);
    }

    private static JsonObject Rule(string[] groups, string[] resources, string[] verbs) => new()
    {
        ["verbs"] = Texts(verbs),
        ["apiGroups"] = Texts(groups),
        ["resources"] = Texts(resources),
    };

    private static JsonObject Paths(string verb, params string[] paths) => new() { ["verbs"] = Texts([verb]), ["nonResourceURLs"] = Texts(paths) };

    private static JsonObject Priority(string name, int value)
    {
        var json = Object(Kinds.PriorityClass, name);
        json["value"] = value;
        return json;
    }

    private static JsonObject Object(ResourceKind kind, string name)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (kind.Group == RbacGroup)
            metadata["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        return new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
    }

    private static JsonArray Texts(string[] texts) => [.. texts.Select(t => JsonValue.Create(t))];
}
