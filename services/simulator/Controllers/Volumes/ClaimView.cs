using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>A PersistentVolumeClaim, as controllers read it.</summary>
public sealed class ClaimView(StoredObject stored) : ObjectView(stored)
{
    public const string SelectedNodeAnnotation = "volume.kubernetes.io/selected-node";

    public string Phase => Status.Text("phase") ?? "Pending";

    /// <summary>Empty while it is bound to none.</summary>
    public string VolumeName => Spec.Text("volumeName") ?? "";

    public bool IsBound => VolumeName.Length > 0 && Phase == "Bound";

    /// <summary>Null: the default class; empty: none.</summary>
    public string? ClassName => Spec.Text("storageClassName");

    public IReadOnlyList<string> AccessModes => Spec.TextItems("accessModes");

    public string VolumeMode => Spec.Text("volumeMode") ?? "Filesystem";

    public Quantity Requested => Quantity.TryParse(Spec.At("resources", "requests").Text("storage"), out var storage) ? storage : default;

    /// <summary>Node that the scheduler chose for its first pod; null before.</summary>
    public string? SelectedNode => Annotations.GetValueOrDefault(SelectedNodeAnnotation);
}
