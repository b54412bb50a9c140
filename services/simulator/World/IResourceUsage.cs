namespace Pipeline.Simulator.World;

/// <summary>What containers and nodes use now: for metrics.k8s.io and the autoscaler.</summary>
public interface IResourceUsage
{
    /// <summary>By container, of a running pod; null when nothing is known of it (not running, or not measured yet).</summary>
    IReadOnlyDictionary<string, ResourceUse>? OfPod(string podUid);

    /// <summary>Of a node; null when its kubelet does not answer.</summary>
    ResourceUse? OfNode(string node);
}

/// <summary>CPU and memory in use.</summary>
/// <param name="Cores">CPU cores, averaged over about 15 s.</param>
/// <param name="WorkingSetBytes">Memory that cannot be reclaimed.</param>
public readonly record struct ResourceUse(double Cores, double WorkingSetBytes);
