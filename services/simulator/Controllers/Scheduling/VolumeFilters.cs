using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Controllers.Volumes;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Whether a node reaches the volumes of a pod, and which volumes its unbound claims would get there.</summary>
public sealed class VolumeFilters
{
    private static readonly NodeRefusal Conflict = new("node(s) had volume node affinity conflict", true);
    private static readonly NodeRefusal NothingToBind = new("node(s) didn't find available persistent volumes to bind", true);
    private static readonly NodeRefusal Missing = new("node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)", true);
    private readonly Informers _informers;
    private readonly List<VolumeView?> _bound = [];
    private readonly List<(ClaimView Claim, StorageClassView Class)> _unbound = [];

    public VolumeFilters(PodView pod, Informers informers)
    {
        _informers = informers;
        foreach (var volume in pod.Spec.Items("volumes"))
        {
            var isEphemeral = volume.At("ephemeral").Exists();
            if ((isEphemeral ? $"{pod.Name}-{volume.Text("name")}" : volume.At("persistentVolumeClaim").Text("claimName")) is not { } name)
                continue;
            PodRefusal ??= Take(pod, name, isEphemeral);
        }
    }

    /// <summary>Why no node can take the pod, whichever it is; null for no such reason.</summary>
    public string? PodRefusal { get; }

    /// <summary>Null when the node takes it.</summary>
    public NodeRefusal? Refuse(NodeState node)
    {
        foreach (var volume in _bound)
        {
            if (volume is null)
                return Missing;
            if (!volume.Reaches(node.Name, node.Node!.Labels))
                return Conflict;
        }
        return _unbound.Count > 0 && Plan(node) is null ? NothingToBind : null;
    }

    /// <summary>What the unbound claims get on a node: a volume that exists, or null where one is to be made.</summary>
    /// <returns>Null when a claim gets nothing.</returns>
    public IReadOnlyList<(ClaimView Claim, VolumeView? Volume)>? Plan(NodeState node)
    {
        var plan = new List<(ClaimView, VolumeView?)>(_unbound.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (claim, storage) in _unbound)
        {
            if (claim.SelectedNode is { } selected)
            {
                if (selected != node.Name)
                    return null;
                plan.Add((claim, null));
                continue;
            }
            var volume = _informers.Volumes.All
                .Where(v => !taken.Contains(v.Name) && v.Suits(claim, storage.Name) && v.Reaches(node.Name, node.Node!.Labels))
                .OrderBy(v => v.Capacity).ThenBy(v => v.Name, StringComparer.Ordinal).FirstOrDefault();
            if (volume is null && !storage.IsDynamic)
                return null;
            if (volume is not null)
                taken.Add(volume.Name);
            plan.Add((claim, volume));
        }
        return plan;
    }

    private string? Take(PodView pod, string name, bool isEphemeral)
    {
        if (_informers.Claims.Find(pod.Namespace, name) is not { } claim)
        {
            return isEphemeral
                ? $"waiting for ephemeral volume controller to create the persistentvolumeclaim \"{name}\""
                : $"persistentvolumeclaim \"{name}\" not found";
        }
        if (claim.IsBeingDeleted)
            return $"persistentvolumeclaim \"{name}\" is being deleted";
        if (claim.Phase == "Lost")
            return $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.VolumeName}\"";
        if (claim.IsBound)
        {
            _bound.Add(_informers.Volumes.Find("", claim.VolumeName));
            return null;
        }
        if (claim.VolumeName.Length == 0 && _informers.ClassOf(claim) is { WaitsForConsumer: true } storage)
        {
            _unbound.Add((claim, storage));
            return null;
        }
        return "pod has unbound immediate PersistentVolumeClaims";
    }
}
