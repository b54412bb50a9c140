using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Ingresses that name a class, service, port or secret that does not exist.</summary>
public sealed class IngressScan : IFailureScan
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    /// <summary>Classes that a platform's controller takes without an object of that name.</summary>
    private static readonly HashSet<string> WithoutObject = new(StringComparer.Ordinal) { "gce", "gce-internal", "gce-multi-cluster", "gce-multi-cluster-internal" };

    /// <inheritdoc/>
    public string Kind => "Ingress";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Ingresses];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        view.Ingresses.Items.Where(i => i.Metadata.DeletionTimestamp is null).SelectMany(ingress => Look(view, ingress));

    private static IEnumerable<Observation> Look(ClusterView view, Ingress ingress)
    {
        var meta = ingress.Metadata;
        if (Class(view, ingress) is { } ofClass)
            yield return ofClass;
        foreach (var backend in Backends(ingress).Distinct())
        {
            if (view.Services.Lacks(meta.Namespace, backend.Name))
                yield return view.Seen(FailureStates.MissingBackend, "Ingress", meta, $"service {backend.Name}, which it leads to, does not exist") with
                { RestsOn = [ResourceTypes.Services] };
            else if (view.Services.Find(meta.Namespace, backend.Name) is { Spec.Type: not "ExternalName" } service && !Has(service, backend.Port))
                yield return view.Seen(
                    FailureStates.MissingBackendPort, "Ingress", meta,
                    $"service {backend.Name} has no port {backend.Port.Name ?? backend.Port.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)}") with
                { RestsOn = [ResourceTypes.Services] };
        }
        foreach (var secret in ingress.Spec.Tls.Select(t => t.SecretName).OfType<string>().Where(s => s.Length > 0 && view.Secrets.Lacks(meta.Namespace, s)).Distinct())
            yield return view.Seen(FailureStates.MissingTlsSecret, "Ingress", meta, $"secret {secret} with its certificate does not exist") with
            { RestsOn = [ResourceTypes.Secrets] };
    }

    private static Observation? Class(ClusterView view, Ingress ingress)
    {
        if (!view.IngressClasses.IsVisible)
            return null;
        var name = ingress.Spec.IngressClassName ?? ingress.Metadata.Annotations.GetValueOrDefault(ClassAnnotation);
        if (string.IsNullOrEmpty(name))
            return view.IngressClasses.Items.Any(c => c.Metadata.Annotations.GetValueOrDefault("ingressclass.kubernetes.io/is-default-class") == "true")
                ? null
                : view.Seen(FailureStates.NoIngressClass, "Ingress", ingress.Metadata, "it names no class, and there is no default one: only a controller that takes all ingresses serves it");
        // by annotation any controller may know the name; only the field refers to an object
        return ingress.Spec.IngressClassName is not null && !WithoutObject.Contains(name) && view.IngressClasses.Lacks(null, name)
            ? view.Seen(FailureStates.MissingIngressClass, "Ingress", ingress.Metadata, $"its class {name} does not exist: no controller serves it") with
            { RestsOn = [ResourceTypes.IngressClasses] }
            : null;
    }

    private static IEnumerable<IngressServiceBackend> Backends(Ingress ingress) =>
        ingress.Spec.Rules.SelectMany(rule => rule.Http?.Paths ?? []).Select(path => path.Backend).Append(ingress.Spec.DefaultBackend)
            .Select(backend => backend?.Service).OfType<IngressServiceBackend>().Where(service => service.Name.Length > 0);

    private static bool Has(Service service, IngressServicePort port) =>
        (port.Name is null && port.Number is null) || service.Spec.Ports.Any(p => port.Name is { Length: > 0 } ? p.Name == port.Name : p.Port == port.Number);
}
