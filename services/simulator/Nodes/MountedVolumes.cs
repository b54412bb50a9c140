using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>The volumes of a pod, held against what the cluster has of them now.</summary>
internal sealed class MountedVolumes(PodLife pod)
{
    /// <summary>Why they cannot be mounted now, as the kubelet words it; null when they can.</summary>
    public string? Problem()
    {
        var ns = pod.Object.Key.Namespace;
        foreach (var volume in pod.Spec.Volumes.Where(v => !v.Optional))
        {
            var kind = volume.Kind switch
            {
                "configMap" => Kinds.ConfigMap,
                "secret" => Kinds.Secret,
                "persistentVolumeClaim" => Kinds.PersistentVolumeClaim,
                _ => null,
            };
            if (kind is null)
                continue;
            if (pod.Context.Cluster.Find(kind, ns, volume.Source) is not { } source)
            {
                return kind == Kinds.PersistentVolumeClaim
                    ? $"MountVolume.SetUp failed for volume \"{volume.Name}\" : persistentvolumeclaim \"{volume.Source}\" not found"
                    : $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {(kind == Kinds.Secret ? "secret" : "configmap")} \"{volume.Source}\" not found";
            }
            if (kind == Kinds.PersistentVolumeClaim)
            {
                if (source.Root.Text("status", "phase") != "Bound")
                {
                    return $"Unable to attach or mount volumes: unmounted volumes=[{volume.Name}], unattached volumes=[], failed to process volumes=[]: "
                        + $"error processing PVC {ns}/{volume.Source}: PVC is not bound";
                }
            }
            else if (volume.Keys.FirstOrDefault(k => ContainerSettings.ValueOf(source, k) is null) is not null)
            {
                return $"MountVolume.SetUp failed for volume \"{volume.Name}\" : references non-existent {(kind == Kinds.Secret ? "secret" : "config")} key: "
                    + volume.Keys.First(k => ContainerSettings.ValueOf(source, k) is null);
            }
        }
        return null;
    }

    /// <summary>What a program that serves with an expired certificate says; null when there is none.</summary>
    public string? CertificateComplaint() => pod.Spec.Volumes
        .Where(v => v.Kind == "secret")
        .Select(v => pod.Context.Cluster.Find(Kinds.Secret, pod.Object.Key.Namespace, v.Source) is { } secret ? ServingCertificate.Complaint(secret, pod.Now) : null)
        .FirstOrDefault(c => c is not null);
}
