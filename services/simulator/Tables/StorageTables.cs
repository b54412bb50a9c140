using System.Text.Json;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Volumes, the claims to them, and their classes.</summary>
internal static class StorageTables
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    private static readonly TableColumn Attributes = Text("VolumeAttributesClass", "Class of its changeable attributes.");
    private static readonly TableColumn Mode = Wide("VolumeMode", "Whether it is a file system or a bare block device.");

    public static readonly TableLayout PersistentVolume = new(
        [
            Name, Text("Capacity", "Its size."), Text("Access Modes", "How nodes may mount it."), Text("Reclaim Policy", "What happens to it after its claim."),
            Text("Status", "Whether it is bound."), Text("Claim", "The claim it is bound to."), Text("StorageClass", "Its class."), Attributes,
            Text("Reason", "Why it failed."), Age, Mode,
        ],
        (o, now) =>
        [
            o.Name(), o.Text("spec", "capacity", "storage").Or("0"), Phrases.AccessModes(o.Texts("spec", "accessModes")),
            o.Text("spec", "persistentVolumeReclaimPolicy"), Phase(o),
            o.At("spec", "claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "", Class(o),
            o.Text("spec", "volumeAttributesClassName").Or("<unset>"), o.Text("status", "reason"), o.Age(now), o.Text("spec", "volumeMode").Or("<unset>"),
        ]);

    public static readonly TableLayout PersistentVolumeClaim = new(
        [
            Name, Text("Status", "Whether it is bound."), Text("Volume", "The volume it is bound to."), Text("Capacity", "Size of the volume."),
            Text("Access Modes", "How nodes may mount it."), Text("StorageClass", "Class it asks for."), Attributes, Age, Mode,
        ],
        (o, now) =>
        {
            var isBound = o.Text("spec", "volumeName").Length > 0;
            return
            [
                o.Name(), Phase(o), o.Text("spec", "volumeName"), isBound ? o.Text("status", "capacity", "storage").Or("0") : "",
                isBound ? Phrases.AccessModes(o.Texts("status", "accessModes")) : "", Class(o), o.Text("spec", "volumeAttributesClassName").Or("<unset>"),
                o.Age(now), o.Text("spec", "volumeMode").Or("<unset>"),
            ];
        });

    public static readonly TableLayout StorageClass = new(
        [
            Name, Text("Provisioner", "What makes its volumes."), Text("ReclaimPolicy", "What happens to them after their claim."),
            Text("VolumeBindingMode", "When they are bound."), Text("AllowVolumeExpansion", "Whether they can grow."), Age,
        ],
        (o, now) =>
        [
            o.Text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true" ? $"{o.Name()} (default)" : o.Name(),
            o.Text("provisioner"), o.Text("reclaimPolicy").Or("Delete"), o.Text("volumeBindingMode").Or("Immediate"), o.Flag("allowVolumeExpansion"), o.Age(now),
        ]);

    private static string Phase(JsonElement json) => json.Has("metadata", "deletionTimestamp") ? "Terminating" : json.Text("status", "phase");

    private static string Class(JsonElement json) => json.Text("metadata", "annotations", ClassAnnotation).Or(json.Text("spec", "storageClassName"));
}
