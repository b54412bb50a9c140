using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.World;

/// <summary>What happens in a healthy cluster all the time: good releases, changes of scale, restarts for good reasons.</summary>
/// <param name="world">The world.</param>
/// <param name="namespaces">Where it happens.</param>
/// <param name="period">Mean time between two such events.</param>
public sealed class HealthyNoise(WorldModel world, IReadOnlyCollection<string> namespaces, TimeSpan period)
{
    private static readonly WriteOptions AsDeployer = new("system:serviceaccount:ci:deployer", "ci-deployer");

    /// <summary>Begins; the first event comes after a while.</summary>
    public void Start() => world.Context.Loop.After(-Math.Log(1 - (world.Context.Random.NextDouble() * 0.999)) * period, () =>
    {
        Happen();
        Start();
    });

    private void Happen()
    {
        var random = world.Context.Random;
        var calm = world.Context.Cluster.List(Kinds.Deployment).Where(d => namespaces.Contains(d.Key.Namespace) && IsCalm(d)).ToList();
        if (calm.Count == 0)
            return;
        var deployment = calm[random.Next(calm.Count)];
        try
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    Release(deployment);
                    break;
                case 2:
                    Restart(deployment);
                    break;
                default:
                    Scale(deployment, random.Next(2) == 0 ? 1 : -1);
                    break;
            }
        }
        catch (StatusException)
        {
            // somebody else changed it at this moment: another time
        }
    }

    /// <summary>Rolled out completely and not touched by anybody just now.</summary>
    private static bool IsCalm(StoredObject deployment)
    {
        var (root, replicas) = (deployment.Root, deployment.Root.Integer("spec", "replicas") ?? 1);
        return root.Integer("status", "updatedReplicas") == replicas && root.Integer("status", "availableReplicas") == replicas && !root.IsTrue("spec", "paused");
    }

    private void Release(StoredObject deployment) => Change(deployment, json =>
    {
        var container = json["spec"]!["template"]!["spec"]!["containers"]![0]!;
        if (ImageReference.Parse((string)container["image"]!) is not { } image || !world.Images.IsPublished(image))
            return;
        var parts = image.Tag.Split('.');
        parts[^1] = int.TryParse(parts[^1], out var last) ? $"{last + 1}" : $"{parts[^1]}1";
        var next = $"{image.Name}:{string.Join('.', parts)}";
        world.Images.Publish(next, world.Images.ProgramOf(image));
        container["image"] = next;
    });

    private void Restart(StoredObject deployment) => Change(deployment, json =>
    {
        var metadata = json["spec"]!["template"]!["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations["kubectl.kubernetes.io/restartedAt"] = world.Context.Now.ToApiTime();
    });

    private void Scale(StoredObject deployment, int by)
    {
        var scaled = world.Context.Cluster.List(Kinds.HorizontalPodAutoscaler, deployment.Key.Namespace)
            .Any(h => h.Root.Text("spec", "scaleTargetRef", "name") == deployment.Key.Name);
        if (!scaled)
            Change(deployment, json => json["spec"]!["replicas"] = Math.Clamp(((int?)json["spec"]!["replicas"] ?? 1) + by, 2, 6));
    }

    private void Change(StoredObject deployment, Action<JsonObject> change) =>
        world.Context.Cluster.Modify(Kinds.Deployment, deployment.Key.Namespace, deployment.Key.Name, change, AsDeployer);
}
