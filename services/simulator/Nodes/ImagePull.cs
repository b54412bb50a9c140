using System.Globalization;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>Gets one container's image onto the node, with the kubelet's events, refusals and back-off.</summary>
internal sealed class ImagePull(PodLife pod, ContainerLife container)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private const double BytesPerSecond = 60 << 20;
    private TimeSpan _backOff;

    /// <summary>Goes on with the image on the node, now or after as many tries as it takes.</summary>
    public void Ensure(Action present)
    {
        if (pod.IsEnding)
            return;
        var name = container.Spec.Image;
        if (ImageReference.Parse(name) is not { } image)
        {
            var message = $"Failed to apply default image tag \"{name}\": couldn't parse image name \"{name}\": invalid reference format";
            pod.Tell("Warning", "InspectFailed", message, container.Spec.FieldPath);
            pod.Tell("Warning", "Failed", "Error: InvalidImageName", container.Spec.FieldPath);
            container.Wait("InvalidImageName", message);
            pod.Later(TimeSpan.FromSeconds(15), () => Ensure(present));
            return;
        }
        var isHere = pod.Kubelet.HasImage(image);
        if (container.Spec.PullPolicy == "Never" && !isHere)
        {
            var message = $"Container image \"{name}\" is not present with pull policy of Never";
            pod.Tell("Warning", "ErrImageNeverPull", message, container.Spec.FieldPath);
            pod.Tell("Warning", "Failed", "Error: ErrImageNeverPull", container.Spec.FieldPath);
            container.Wait("ErrImageNeverPull", message);
            pod.Later(TimeSpan.FromSeconds(12), () => Ensure(present));
            return;
        }
        if (isHere && container.Spec.PullPolicy != "Always")
        {
            container.ImageId = $"{image.Name}@{ImageCatalogue.DigestOf(image)}";
            pod.Tell("Normal", "Pulled", $"Container image \"{name}\" already present on machine", container.Spec.FieldPath);
            present();
            return;
        }
        Pull(name, image, isHere, present);
    }

    private void Pull(string name, ImageReference image, bool isHere, Action present)
    {
        var missing = pod.Spec.PullSecrets.Where(s => pod.Context.Cluster.Find(Kinds.Secret, pod.Object.Key.Namespace, s) is null).ToList();
        if (missing.Count > 0)
        {
            pod.Tell("Warning", "FailedToRetrieveImagePullSecret",
                $"Unable to retrieve some image pull secrets ({string.Join(", ", missing)}); attempting to pull the image may not succeed.");
        }
        pod.Tell("Normal", "Pulling", $"Pulling image \"{name}\"", container.Spec.FieldPath);
        switch (pod.Context.Images.Pull(image, HasCredentials(missing)))
        {
            case PullResult.Pulled pulled:
                var took = pod.Context.About(TimeSpan.FromSeconds(isHere ? 0.4 : 0.5 + (pulled.Bytes / BytesPerSecond)));
                pod.Later(took, () =>
                {
                    _backOff = TimeSpan.Zero;
                    pod.Kubelet.AddImage(image, pulled.Bytes);
                    container.ImageId = $"{image.Name}@{pulled.Digest}";
                    var seconds = string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.###}s");
                    pod.Tell("Normal", "Pulled", $"Successfully pulled image \"{name}\" in {seconds} ({seconds} including waiting). Image size: {pulled.Bytes} bytes.",
                        container.Spec.FieldPath);
                    present();
                });
                break;
            case PullResult.Refused refused:
                pod.Later(pod.Context.About(TimeSpan.FromSeconds(0.8)), () => Refuse(name, refused.Message, present));
                break;
        }
    }

    private void Refuse(string name, string why, Action present)
    {
        if (pod.IsEnding)
            return;
        var message = $"{(why.EndsWith(": not found", StringComparison.Ordinal) ? "rpc error: code = NotFound desc = " : "")}{why}";
        pod.Tell("Warning", "Failed", $"Failed to pull image \"{name}\": {message}", container.Spec.FieldPath);
        pod.Tell("Warning", "Failed", "Error: ErrImagePull", container.Spec.FieldPath);
        container.Wait("ErrImagePull", message);
        _backOff = _backOff == TimeSpan.Zero ? FirstBackOff : _backOff * 2 < LongestBackOff ? _backOff * 2 : LongestBackOff;
        pod.Later(pod.Context.About(TimeSpan.FromSeconds(3)), () =>
        {
            if (pod.IsEnding)
                return;
            pod.Tell("Normal", "BackOff", $"Back-off pulling image \"{name}\"", container.Spec.FieldPath);
            pod.Tell("Warning", "Failed", "Error: ImagePullBackOff", container.Spec.FieldPath);
            container.Wait("ImagePullBackOff", $"Back-off pulling image \"{name}\": ErrImagePull: {message}");
        });
        pod.Later(_backOff, () => Ensure(present));
    }

    private bool HasCredentials(List<string> missing)
    {
        var ns = pod.Object.Key.Namespace;
        return pod.Spec.PullSecrets.Except(missing).Concat(AccountSecrets())
            .Any(s => pod.Context.Cluster.Find(Kinds.Secret, ns, s) is { } secret && secret.Root.Has("data", ".dockerconfigjson"));

        IEnumerable<string> AccountSecrets() =>
            pod.Context.Cluster.Find(Kinds.ServiceAccount, ns, pod.Spec.ServiceAccount) is { } account
                ? account.Root.Items("imagePullSecrets").Select(s => s.Text("name") ?? "") : [];
    }
}
