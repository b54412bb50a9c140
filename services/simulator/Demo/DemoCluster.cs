namespace Pipeline.Simulator.Demo;

/// <summary>The clusters that the simulator brings.</summary>
public enum DemoCluster
{
    /// <summary>A small web shop on four nodes.</summary>
    Shop,

    /// <summary>200 nodes, 5,000 pods.</summary>
    Large,

    /// <summary>Nodes and kube-system only.</summary>
    Empty,
}
