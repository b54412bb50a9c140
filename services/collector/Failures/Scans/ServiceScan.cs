using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Endpoint = Pipeline.Kubernetes.Models.Endpoint;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Services that have nobody to answer.</summary>
/// <remarks>
/// Without a selector (or with an external name) somebody else keeps the endpoints; and where the selected workload is scaled to zero,
/// that is intent.
/// </remarks>
public sealed class ServiceScan : IFailureScan
{
    private const int MostPodsNamed = 5;

    /// <inheritdoc/>
    public string Kind => "Service";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Services, ResourceTypes.EndpointSlices, ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        var slices = view.EndpointSlices.Items.ToLookup(s => (s.Metadata.Namespace, s.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name")));
        foreach (var service in view.Services.Items)
        {
            if (service.Metadata.DeletionTimestamp is not null || service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName" ||
                !view.EndpointSlices.IsVisibleIn(service.Metadata.Namespace) || !view.Pods.IsVisibleIn(service.Metadata.Namespace))
                continue;
            var endpoints = slices[(service.Metadata.Namespace, service.Metadata.Name)].SelectMany(slice => slice.Endpoints).ToList();
            var pods = view.PodsBy.With(service.Metadata.Namespace, service.Spec.Selector).Where(p => p.Status.Phase is not ("Succeeded" or "Failed")).ToList();
            var seen = endpoints.Count == 0 ? Nobody(view, service, pods) : NobodyReady(view, service, endpoints, pods);
            if (seen is not null)
                yield return seen;
            else if (Ports(view, service, pods) is { } port)
                yield return port;
        }
    }

    private static Observation? Nobody(ClusterView view, Service service, List<Pod> pods)
    {
        if (pods.Count > 0)
            return view.Seen(
                FailureStates.NoEndpoints, "Service", service.Metadata,
                $"has no endpoints, though its selector means {Named(pods)}: they have no address, or not the port it names") with
            { Owner = view.Owners.OfAll(pods) };
        if (Workload(view, service) is { } workload)
            return workload.Replicas == 0
                ? null
                : view.Seen(FailureStates.NoEndpoints, "Service", service.Metadata, $"has no endpoints: {workload.Name} has no pods") with
                { Owner = new(view.Cluster, service.Metadata.Namespace, workload.Kind, workload.Name) };
        return view.Seen(FailureStates.NoEndpoints, "Service", service.Metadata, $"has no endpoints: no pod has {Unmatched(view, service)}");
    }

    private static Observation? NobodyReady(ClusterView view, Service service, List<Endpoint> endpoints, List<Pod> pods)
    {
        // absent means ready, by the API's own word
        if (service.Spec.PublishNotReadyAddresses || endpoints.Any(e => e.Conditions.Ready is null or true))
            return null;
        var names = endpoints.Select(e => e.TargetRef?.Name ?? (e.Addresses is [var address, ..] ? address : "?")).Distinct().Order(StringComparer.Ordinal).ToList();
        return view.Seen(
            FailureStates.EndpointsNotReady, "Service", service.Metadata, $"none of its {endpoints.Count} endpoints is ready: {Listed(names)}") with
        { Owner = view.Owners.OfAll(pods), Count = endpoints.Count };
    }

    /// <summary>A port that it sends to by name must exist; one by number may, without being declared.</summary>
    private static Observation? Ports(ClusterView view, Service service, List<Pod> pods)
    {
        if (pods.Count == 0)
            return null;
        foreach (var port in service.Spec.Ports)
        {
            if (port.TargetPort is { Text: { } name } && !pods.Any(p => Declared(p).Any(c => c.Name == name)))
                return view.Seen(
                    FailureStates.MissingTargetPort, "Service", service.Metadata, $"sends port {port.Port} to a port named '{name}', which none of its pods has");
            if (port.TargetPort is { Number: { } number } && pods.All(p => Declared(p).Any()) && !pods.Any(p => Declared(p).Any(c => c.Number == number)))
                return view.Seen(
                    FailureStates.UndeclaredTargetPort, "Service", service.Metadata,
                    $"sends port {port.Port} to port {number}; its pods declare {string.Join(", ", pods.SelectMany(Declared).Select(c => c.Number).Distinct().Order())}");
        }
        return null;
    }

    private static IEnumerable<ContainerPort> Declared(Pod pod) =>
        pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(c => c.RestartPolicy == "Always")).SelectMany(c => c.Ports);

    /// <summary>The workload whose pods the selector would mean.</summary>
    private static (string Kind, string Name, int Replicas)? Workload(ClusterView view, Service service)
    {
        var ns = service.Metadata.Namespace;
        bool Means(PodTemplate template) =>
            service.Spec.Selector.All(label => template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
        foreach (var deployment in view.Deployments.In(ns).Where(d => Means(d.Spec.Template)))
            return ("Deployment", deployment.Metadata.Name, deployment.Spec.Replicas ?? 1);
        foreach (var set in view.StatefulSets.In(ns).Where(s => Means(s.Spec.Template)))
            return ("StatefulSet", set.Metadata.Name, set.Spec.Replicas ?? 1);
        foreach (var set in view.DaemonSets.In(ns).Where(s => Means(s.Spec.Template)))
            return ("DaemonSet", set.Metadata.Name, set.Status.DesiredNumberScheduled);
        foreach (var set in view.ReplicaSets.In(ns).Where(s => s.Metadata.Controller is null && Means(s.Spec.Template)))
            return ("ReplicaSet", set.Metadata.Name, set.Spec.Replicas ?? 1);
        return null;
    }

    /// <summary>The labels that no pod of the namespace has; all of them together when each one is had by some.</summary>
    private static string Unmatched(ClusterView view, Service service)
    {
        var missing = service.Spec.Selector
            .Where(label => !view.PodsBy.With(service.Metadata.Namespace, new Dictionary<string, string> { [label.Key] = label.Value }).Any())
            .Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal).ToList();
        return missing.Count > 0
            ? $"the label {string.Join(" nor ", missing)}"
            : $"all of its labels {string.Join(", ", service.Spec.Selector.Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal))} together";
    }

    private static string Named(List<Pod> pods) => Listed([.. pods.Select(p => p.Metadata.Name).Order(StringComparer.Ordinal)]);

    private static string Listed(List<string> names) => names.Count <= MostPodsNamed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostPodsNamed))} and {names.Count - MostPodsNamed} more";
}
