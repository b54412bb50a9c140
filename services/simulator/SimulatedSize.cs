namespace Pipeline.Simulator;

/// <summary>The clusters that the simulator brings.</summary>
public enum SimulatedSize
{
    /// <summary>A small web shop on a few nodes.</summary>
    Shop,

    /// <summary>200 nodes, 5,000 pods.</summary>
    Large,

    /// <summary>Nodes and kube-system only.</summary>
    Empty,
}
