using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>A StorageClass, as controllers read it.</summary>
public sealed class StorageClassView(StoredObject stored) : ObjectView(stored)
{
    public const string NoProvisioner = "kubernetes.io/no-provisioner";

    public string Provisioner => Stored.Root.Text("provisioner") ?? "";

    public bool IsDynamic => Provisioner != NoProvisioner;

    /// <summary>Whether volumes are only chosen once a pod is scheduled.</summary>
    public bool WaitsForConsumer => Stored.Root.Text("volumeBindingMode") == "WaitForFirstConsumer";

    public string ReclaimPolicy => Stored.Root.Text("reclaimPolicy") ?? "Delete";

    public bool IsDefault => Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true";
}
