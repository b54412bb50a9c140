using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Storage classes that surprise: several defaults, or one for which volumes are made by hand.</summary>
public sealed class StorageClassScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "StorageClass";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.StorageClasses];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        var defaults = view.StorageClasses.Items
            .Where(c => c.Metadata.Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true").ToList();
        foreach (var one in defaults.Count > 1 ? defaults : [])
            yield return view.Seen(
                FailureStates.SeveralDefaultClasses, "StorageClass", one.Metadata,
                $"{defaults.Count} classes are the default ({string.Join(", ", defaults.Select(d => d.Metadata.Name).Order(StringComparer.Ordinal))}): the newest is taken");
        foreach (var manual in view.StorageClasses.Items.Where(c => c.Provisioner == "kubernetes.io/no-provisioner" && c.VolumeBindingMode != "WaitForFirstConsumer"))
            yield return view.Seen(
                FailureStates.ManualProvisioner, "StorageClass", manual.Metadata,
                "its volumes are made by hand, and a claim is bound before its pod has a place: WaitForFirstConsumer avoids volumes on the wrong node");
    }
}
