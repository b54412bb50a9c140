using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Values;
using Pipeline.Masking;

namespace Pipeline.Collector.Changes;

/// <summary>The properties of objects whose changes matter, as masked text: two of them compared tell what changed.</summary>
public sealed class ObjectFacets(Masker masker)
{
    private const int LongestValue = 200;

    public SortedDictionary<string, string> Of(Deployment deployment)
    {
        var facets = OfTemplate(deployment.Spec.Template);
        facets["replicas"] = Number(deployment.Spec.Replicas ?? 1);
        facets["paused"] = Flag(deployment.Spec.Paused);
        facets["strategy"] = Text($"{deployment.Spec.Strategy.Type} {deployment.Spec.Strategy.RollingUpdate?.MaxSurge}/{deployment.Spec.Strategy.RollingUpdate?.MaxUnavailable}");
        return facets;
    }

    public SortedDictionary<string, string> Of(StatefulSet set)
    {
        var facets = OfTemplate(set.Spec.Template);
        facets["replicas"] = Number(set.Spec.Replicas ?? 1);
        return facets;
    }

    public SortedDictionary<string, string> Of(DaemonSet set) => OfTemplate(set.Spec.Template);

    public SortedDictionary<string, string> Of(ReplicaSet set) => OfTemplate(set.Spec.Template);

    public SortedDictionary<string, string> Of(CronJob job)
    {
        var facets = OfTemplate(job.Spec.JobTemplate.Spec.Template);
        facets["schedule"] = Text(job.Spec.Schedule);
        facets["suspended"] = Flag(job.Spec.Suspend);
        return facets;
    }

    /// <summary>A hash of each value: the informers keep no more of it.</summary>
    public SortedDictionary<string, string> Of(ConfigMap map)
    {
        var facets = New();
        foreach (var (key, mark) in map.Data.Concat(map.BinaryData))
            facets[$"data:{Text(key)}"] = $"#{mark.Digest:x16}";
        return facets;
    }

    /// <summary>That it was written, and nothing of what: only metadata is read.</summary>
    public static SortedDictionary<string, string> OfSecret(PartialObject secret)
    {
        var facets = New();
        facets["resourceVersion"] = secret.Metadata.ResourceVersion;
        return facets;
    }

    public SortedDictionary<string, string> Of(HorizontalPodAutoscaler scaler)
    {
        var facets = New();
        facets["minReplicas"] = Number(scaler.Spec.MinReplicas ?? 1);
        facets["maxReplicas"] = Number(scaler.Spec.MaxReplicas);
        facets["target"] = Text($"{scaler.Spec.ScaleTargetRef.Kind}/{scaler.Spec.ScaleTargetRef.Name}");
        foreach (var resource in scaler.Spec.Metrics.Select(m => m.Resource ?? m.ContainerResource).OfType<ResourceMetric>())
            facets[$"metric:{resource.Name}"] = Number(resource.Target?.AverageUtilization) is { Length: > 0 } percent ? $"{percent} %" : Amount(resource.Target?.AverageValue);
        return facets;
    }

    public SortedDictionary<string, string> Of(Node node)
    {
        var facets = New();
        facets["cordoned"] = Flag(node.Spec.Unschedulable);
        facets["kubelet"] = Text(node.Status.NodeInfo.KubeletVersion);
        foreach (var taint in node.Spec.Taints.Where(t => t.Key != "node.kubernetes.io/unschedulable"))
            facets[$"taint:{taint.Key}"] = Text($"{taint.Value}:{taint.Effect}");
        foreach (var (resource, amount) in node.Status.Allocatable.Where(a => a.Key is "cpu" or "memory" or "pods"))
            facets[$"allocatable:{resource}"] = Amount(amount);
        return facets;
    }

    public SortedDictionary<string, string> Of(Service service)
    {
        var facets = New();
        facets["type"] = Text(service.Spec.Type);
        foreach (var (key, value) in service.Spec.Selector)
            facets[$"selector:{key}"] = Text(value);
        foreach (var port in service.Spec.Ports)
            facets[$"port:{port.Port}"] = Text($"{port.TargetPort} {port.Protocol}");
        return facets;
    }

    public SortedDictionary<string, string> Of(Ingress ingress)
    {
        var facets = New();
        facets["class"] = Text(ingress.Spec.IngressClassName);
        foreach (var rule in ingress.Spec.Rules)
        {
            foreach (var path in rule.Http?.Paths ?? [])
                facets[$"route:{Text(rule.Host)}{Text(path.Path)}"] = Text($"{path.Backend.Service?.Name}:{path.Backend.Service?.Port.Name ?? Number(path.Backend.Service?.Port.Number)}");
        }
        foreach (var tls in ingress.Spec.Tls)
            facets[$"tls:{Text(string.Join(',', tls.Hosts))}"] = Text(tls.SecretName);
        return facets;
    }

    public SortedDictionary<string, string> Of(NetworkPolicy policy)
    {
        var facets = New();
        facets["pods"] = Text(policy.Spec.PodSelector.ToString());
        facets["types"] = Text(string.Join(',', policy.Spec.PolicyTypes));
        facets["ingress"] = Hash(Json(policy.Spec.Ingress));
        facets["egress"] = Hash(Json(policy.Spec.Egress));
        return facets;
    }

    public SortedDictionary<string, string> Of(PodDisruptionBudget budget)
    {
        var facets = New();
        facets["minAvailable"] = Text(budget.Spec.MinAvailable?.ToString());
        facets["maxUnavailable"] = Text(budget.Spec.MaxUnavailable?.ToString());
        facets["pods"] = Text(budget.Spec.Selector?.ToString());
        return facets;
    }

    public static SortedDictionary<string, string> Of(ResourceQuota quota) =>
        new(quota.Spec.Hard.ToDictionary(h => $"hard:{h.Key}", h => Amount(h.Value)), StringComparer.Ordinal);

    public SortedDictionary<string, string> Of(PersistentVolumeClaim claim)
    {
        var facets = New();
        facets["class"] = Text(claim.Spec.StorageClassName);
        facets["size"] = Amount(claim.Spec.Resources.Requests.GetValueOrDefault("storage"));
        return facets;
    }

    private SortedDictionary<string, string> OfTemplate(PodTemplate template)
    {
        var (facets, spec) = (New(), template.Spec);
        if (template.Metadata.Annotations.TryGetValue("kubectl.kubernetes.io/restartedAt", out var restarted))
            facets["restarted-at"] = Text(restarted);
        foreach (var container in spec.InitContainers.Concat(spec.Containers))
            OfContainer(facets, container);
        foreach (var (key, value) in spec.NodeSelector)
            facets[$"node-selector:{key}"] = Text(value);
        foreach (var toleration in spec.Tolerations)
            facets[$"toleration:{toleration.Key}:{toleration.Effect}"] = Text($"{toleration.Operator ?? "Equal"} {toleration.Value}".TrimEnd());
        if (spec.Affinity is { } affinity)
            facets["affinity"] = Hash(Json(affinity));
        foreach (var volume in spec.Volumes)
            facets[$"volume:{volume.Name}"] = Text(Source(volume));
        foreach (var secret in spec.ImagePullSecrets)
            facets[$"pull-secret:{secret.Name}"] = "used";
        facets["service-account"] = Text(spec.ServiceAccountName);
        return facets;
    }

    private void OfContainer(SortedDictionary<string, string> facets, Container container)
    {
        var name = container.Name;
        facets[$"image:{name}"] = Text(container.Image);
        if (container.Command.Count + container.Args.Count > 0)
            facets[$"command:{name}"] = Text(string.Join(' ', masker.Arguments([.. container.Command, .. container.Args])));
        foreach (var variable in container.Env)
        {
            facets[$"env:{name}:{variable.Name}"] = Bounded(variable.ValueFrom switch
            {
                { ConfigMapKeyRef: { } map } => $"config map {map.Name}, key {map.Key}",
                { SecretKeyRef: { } secret } => $"secret {secret.Name}, key {secret.Key}",
                { } => "from the pod",
                null => masker.Environment(variable.Name, variable.Value ?? ""),
            });
        }
        foreach (var source in container.EnvFrom)
            facets[$"env-from:{name}:{source.ConfigMapRef?.Name ?? source.SecretRef?.Name}"] = source.ConfigMapRef is null ? "secret" : "config map";
        foreach (var (resource, amount) in container.Resources.Requests)
            facets[$"request:{name}:{resource}"] = Amount(amount);
        foreach (var (resource, amount) in container.Resources.Limits)
            facets[$"limit:{name}:{resource}"] = Amount(amount);
        foreach (var (kind, probe) in new[] { ("liveness", container.LivenessProbe), ("readiness", container.ReadinessProbe), ("startup", container.StartupProbe) })
        {
            if (probe is not null)
                facets[$"{kind}:{name}"] = Text(Words(probe));
        }
    }

    private static string Words(Probe probe)
    {
        var how = probe switch
        {
            { HttpGet: { } http } => $"GET {http.Path} on {http.Port}",
            { TcpSocket: { } tcp } => $"connect to {tcp.Port}",
            { Grpc: { } grpc } => $"gRPC on {grpc.Port}",
            { Exec: { } exec } => $"run {string.Join(' ', exec.Command)}",
            _ => "?",
        };
        return $"{how}, after {probe.InitialDelaySeconds ?? 0} s, every {probe.PeriodSeconds ?? 10} s, timeout {probe.TimeoutSeconds ?? 1} s, {probe.FailureThreshold ?? 3} failures";
    }

    private static string Source(Volume volume) => volume switch
    {
        { ConfigMap: { } map } => $"config map {map.Name}",
        { Secret: { } secret } => $"secret {secret.SecretName}",
        { PersistentVolumeClaim: { } claim } => $"claim {claim.ClaimName}",
        { HostPath: { } path } => $"host path {path.Path}",
        { Projected: { } projected } => $"projected {string.Join(',', projected.Sources.Select(s => s.ConfigMap?.Name ?? s.Secret?.Name).OfType<string>())}",
        { Csi: { } csi } => $"csi {csi.Driver}",
        { EmptyDir: not null } => "empty folder",
        _ => "other",
    };

    private string Text(string? value) => Bounded(string.IsNullOrEmpty(value) ? "" : masker.Text(value));

    private static string Bounded(string value) => value.Length <= LongestValue ? value : Hash(value);

    private static string Hash(string value) => $"#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 8))}";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static string Amount(Quantity? amount) => amount?.Value.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Flag(bool flag) => flag ? "yes" : "no";

    private static SortedDictionary<string, string> New() => new(StringComparer.Ordinal);
}
