using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Scheduling;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>A PersistentVolume, as controllers read it.</summary>
public sealed class VolumeView(StoredObject stored) : ObjectView(stored)
{
    private NodeAffinity? _nodes;

    public string Phase => Status.Text("phase") ?? "Pending";

    public string ClassName => Spec.Text("storageClassName") ?? "";

    public IReadOnlyList<string> AccessModes => Spec.TextItems("accessModes");

    public string VolumeMode => Spec.Text("volumeMode") ?? "Filesystem";

    public string ReclaimPolicy => Spec.Text("persistentVolumeReclaimPolicy") ?? "Retain";

    public Quantity Capacity => Quantity.TryParse(Spec.At("capacity").Text("storage"), out var storage) ? storage : default;

    public bool HasClaim => Spec.At("claimRef").Exists();

    public string ClaimNamespace => Spec.At("claimRef").Text("namespace") ?? "";

    public string ClaimName => Spec.At("claimRef").Text("name") ?? "";

    /// <summary>Empty when it is only reserved for a claim of that name.</summary>
    public string ClaimUid => Spec.At("claimRef").Text("uid") ?? "";

    /// <summary>Whether a claim is the one that it is bound to or reserved for.</summary>
    public bool IsFor(ClaimView claim) =>
        HasClaim && ClaimNamespace == claim.Namespace && ClaimName == claim.Name && (ClaimUid.Length == 0 || ClaimUid == claim.Uid);

    /// <summary>Whether a claim could be bound to it: class, size, modes, selector and no other claim.</summary>
    public bool Suits(ClaimView claim, string className) =>
        (!HasClaim ? Phase is "Available" or "Pending" : IsFor(claim)) && !IsBeingDeleted
        && ClassName == className && VolumeMode == claim.VolumeMode && Capacity >= claim.Requested
        && claim.AccessModes.All(m => AccessModes.Contains(m, StringComparer.Ordinal))
        && (!claim.Spec.At("selector").Exists() || LabelSelector.Of(claim.Spec.At("selector")).Matches(Labels));

    /// <summary>Whether a node can mount it.</summary>
    public bool Reaches(string node, IReadOnlyDictionary<string, string> labels)
    {
        var required = Spec.At("nodeAffinity", "required");
        return !required.Exists() || (_nodes ??= NodeAffinity.Of(required)).Matches(node, labels);
    }
}
