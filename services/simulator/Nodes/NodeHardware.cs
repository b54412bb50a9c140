namespace Pipeline.Simulator.Nodes;

/// <summary>A machine of the cluster, as it was bought.</summary>
/// <param name="Name">Name of the node.</param>
/// <param name="Zone">Label topology.kubernetes.io/zone.</param>
/// <param name="Labels">Besides the usual ones.</param>
public sealed record NodeHardware(
    string Name, int Cores = 4, double MemoryBytes = 16.0 * (1 << 30), double DiskBytes = 100.0 * (1 << 30), int MaxPods = 110,
    string Zone = "eu-1a", bool ControlPlane = false, IReadOnlyDictionary<string, string>? Labels = null)
{
    /// <summary>Memory that the kubelet keeps back for the system: its hard eviction threshold is below.</summary>
    public double ReservedBytes => 512.0 * (1 << 20);

    /// <summary>Below so much available memory pods are evicted.</summary>
    public double EvictionBytes => 100.0 * (1 << 20);
}
