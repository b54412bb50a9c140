using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Nodes;

/// <summary>What all kubelets share.</summary>
/// <param name="Random">Of the world's seed; drawn from on the loop only.</param>
internal sealed record NodeContext(ICluster Cluster, SimulationLoop Loop, ImageCatalogue Images, EventRecorder Events, Random Random)
{
    public DateTimeOffset Now => Loop.GetUtcNow();

    /// <summary>A time around a usual one: the same for the same seed.</summary>
    public TimeSpan About(TimeSpan usual, double spread = 0.2) => usual * (1 - spread + (2 * spread * Random.NextDouble()));

    /// <summary>An id of 64 hexadecimal digits, as containerd's.</summary>
    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[32];
        Random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
