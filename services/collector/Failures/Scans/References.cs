using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>What pods and templates refer to by name, in their own namespace.</summary>
internal static class References
{
    /// <summary>The pods and templates of a cluster, with who they belong to.</summary>
    public static IEnumerable<(string Kind, ObjectMeta Metadata, PodSpec Spec)> Templates(ClusterView view) =>
    [
        .. view.Deployments.Items.Select(d => ("Deployment", d.Metadata, d.Spec.Template.Spec)),
        .. view.StatefulSets.Items.Select(s => ("StatefulSet", s.Metadata, s.Spec.Template.Spec)),
        .. view.DaemonSets.Items.Select(d => ("DaemonSet", d.Metadata, d.Spec.Template.Spec)),
        .. view.CronJobs.Items.Select(c => ("CronJob", c.Metadata, c.Spec.JobTemplate.Spec.Template.Spec)),
        .. view.Jobs.Items.Where(j => j.Metadata.Controller is null).Select(j => ("Job", j.Metadata, j.Spec.Template.Spec)),
        .. view.Pods.Items.Where(p => p.Metadata.Controller is null).Select(p => ("Pod", p.Metadata, p.Spec)),
    ];

    /// <summary>Config maps, as a whole or a key of them.</summary>
    public static IEnumerable<Reference> ConfigMaps(PodSpec spec) =>
        Containers(spec).SelectMany(c => c.Env.Select(e => e.ValueFrom?.ConfigMapKeyRef).OfType<KeySelector>().Select(k => new Reference(k.Name, k.Key, k.Optional))
                .Concat(c.EnvFrom.Select(e => e.ConfigMapRef).OfType<NamedSource>().Select(n => new Reference(n.Name, null, n.Optional))))
            .Concat(Volumes(spec).Select(v => v.ConfigMap).OfType<ConfigMapVolume>().SelectMany(v => v.Items.Count == 0
                ? [new Reference(v.Name, null, v.Optional)]
                : v.Items.Select(item => new Reference(v.Name, item.Key, v.Optional))))
            .Where(r => r.Name.Length > 0);

    /// <summary>Secrets, except those for pulling images.</summary>
    public static IEnumerable<Reference> Secrets(PodSpec spec) =>
        Containers(spec).SelectMany(c => c.Env.Select(e => e.ValueFrom?.SecretKeyRef).OfType<KeySelector>().Select(k => new Reference(k.Name, k.Key, k.Optional))
                .Concat(c.EnvFrom.Select(e => e.SecretRef).OfType<NamedSource>().Select(n => new Reference(n.Name, null, n.Optional))))
            .Concat(Volumes(spec).Select(v => v.Secret).OfType<SecretVolume>().Select(v => new Reference(v.SecretName ?? v.Name ?? "", null, v.Optional)))
            .Where(r => r.Name.Length > 0);

    /// <summary>Claims.</summary>
    public static IEnumerable<string> Claims(PodSpec spec) => spec.Volumes.Select(v => v.PersistentVolumeClaim?.ClaimName).OfType<string>();

    private static IEnumerable<Container> Containers(PodSpec spec) => spec.InitContainers.Concat(spec.Containers).Concat(spec.EphemeralContainers);

    private static IEnumerable<(ConfigMapVolume? ConfigMap, SecretVolume? Secret)> Volumes(PodSpec spec) => spec.Volumes.SelectMany(volume =>
        volume.Projected is { } projected
            ? projected.Sources.Select(source => (source.ConfigMap, source.Secret))
            : [(volume.ConfigMap, volume.Secret)]);
}

/// <summary>A name that something depends on.</summary>
/// <param name="Key">The part that it needs; null for the whole.</param>
/// <param name="Optional">It does without.</param>
internal readonly record struct Reference(string Name, string? Key, bool Optional);
