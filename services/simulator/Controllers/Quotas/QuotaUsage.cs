using System.Globalization;
using System.Text.Json;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Quotas;

/// <summary>What a namespace uses of the resources that a quota can limit.</summary>
public sealed class QuotaUsage(ControllerContext context, string ns)
{
    private const string CountPrefix = "count/";
    private const string RequestsPrefix = "requests.";
    private const string LimitsPrefix = "limits.";
    private const string OfClass = ".storageclass.storage.k8s.io/";

    /// <summary>The use of one resource, as text.</summary>
    /// <param name="quotaSpec">Its scopes say which pods count.</param>
    public string Of(string resource, JsonElement quotaSpec)
    {
        if (CountOf(resource) is { } kind)
            return Text(context.Cluster.List(kind, ns).Count(o => kind != Kinds.Pod || Counts(new PodView(o), quotaSpec)));
        if (resource.StartsWith("services.", StringComparison.Ordinal))
            return Text(Services(resource));
        if (resource is "persistentvolumeclaims")
            return Text(context.Informers.Claims.InNamespace(ns).Count);
        if (resource is "requests.storage")
            return QuantityText.OfBytes((long)context.Informers.Claims.InNamespace(ns).Sum(c => c.Requested.Value));
        if (resource.IndexOf(OfClass, StringComparison.Ordinal) is var end and > 0)
            return OfStorageClass(resource[..end], resource[(end + OfClass.Length)..]);
        var pods = context.Informers.Pods.InNamespace(ns).Where(p => Counts(p, quotaSpec)).ToList();
        if (resource == "pods")
            return Text(pods.Count);
        var (name, list) = resource.StartsWith(LimitsPrefix, StringComparison.Ordinal)
            ? (resource[LimitsPrefix.Length..], "limits")
            : (resource.StartsWith(RequestsPrefix, StringComparison.Ordinal) ? resource[RequestsPrefix.Length..] : resource, "requests");
        var sum = pods.Sum(p => Sum(p.Spec, list, name));
        if (name == "cpu")
            return QuantityText.OfMilli((long)Math.Ceiling(sum * 1000));
        var isBytes = name is "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal);
        return isBytes ? QuantityText.OfBytes((long)sum) : Text((int)sum);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static ResourceKind? CountOf(string resource)
    {
        if (resource.StartsWith(CountPrefix, StringComparison.Ordinal))
            return Kinds.All.FirstOrDefault(k => k.GroupResource == resource[CountPrefix.Length..]);
        return resource switch
        {
            "services" => Kinds.Service,
            "secrets" => Kinds.Secret,
            "configmaps" => Kinds.ConfigMap,
            "replicationcontrollers" => Kinds.ReplicationController,
            "resourcequotas" => Kinds.ResourceQuota,
            _ => null,
        };
    }

    private int Services(string resource)
    {
        var services = context.Informers.Services.InNamespace(ns);
        return resource switch
        {
            "services.loadbalancers" => services.Count(s => s.Spec.Text("type") == "LoadBalancer"),
            "services.nodeports" => services.Where(s => s.Spec.Text("type") is "NodePort" or "LoadBalancer").Sum(s => s.Spec.Items("ports").Count()),
            _ => 0,
        };
    }

    private string OfStorageClass(string name, string resource)
    {
        var claims = context.Informers.Claims.InNamespace(ns).Where(c => c.ClassName == name).ToList();
        return resource == "persistentvolumeclaims" ? Text(claims.Count) : QuantityText.OfBytes((long)claims.Sum(c => c.Requested.Value));
    }

    private static decimal Sum(JsonElement podSpec, string list, string name)
    {
        var (sum, most) = (0m, 0m);
        foreach (var container in podSpec.Items("containers"))
            sum += Amount(container.At("resources", list), name);
        foreach (var container in podSpec.Items("initContainers"))
        {
            if (container.Text("restartPolicy") == "Always")
                sum += Amount(container.At("resources", list), name);
            else
                most = Math.Max(most, Amount(container.At("resources", list), name));
        }
        return Math.Max(sum, most);
    }

    private static decimal Amount(JsonElement resources, string name) =>
        resources.At(name) is var value && value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        } is { } text && Quantity.TryParse(text, out var quantity) ? quantity.Value : 0;

    /// <summary>A pod counts until it has ended, when it is in every scope of the quota.</summary>
    private static bool Counts(PodView pod, JsonElement quotaSpec)
    {
        if (pod.IsFinished)
            return false;
        foreach (var scope in quotaSpec.TextItems("scopes"))
        {
            if (!IsIn(pod, scope))
                return false;
        }
        foreach (var scope in quotaSpec.At("scopeSelector").Items("matchExpressions"))
        {
            var name = scope.Text("scopeName") ?? "";
            if (name == "PriorityClass")
            {
                var labels = pod.Spec.Text("priorityClassName") is { Length: > 0 } priority ? new Dictionary<string, string> { [""] = priority } : [];
                if (!new LabelRequirement("", scope.Text("operator") ?? "Exists", scope.TextItems("values")).Matches(labels))
                    return false;
            }
            else if (IsIn(pod, name) == (scope.Text("operator") == "DoesNotExist"))
                return false;
        }
        return true;
    }

    private static bool IsIn(PodView pod, string scope) => scope switch
    {
        "Terminating" => pod.Spec.Whole64("activeDeadlineSeconds") is not null,
        "NotTerminating" => pod.Spec.Whole64("activeDeadlineSeconds") is null,
        "BestEffort" => pod.Status.Text("qosClass") == "BestEffort",
        "NotBestEffort" => pod.Status.Text("qosClass") != "BestEffort",
        "PriorityClass" => pod.Spec.Text("priorityClassName") is { Length: > 0 },
        _ => true,
    };
}
