using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Controllers.Running;

/// <summary>What all controllers share.</summary>
/// <param name="Random">For names; seeded, so that a world can be made again.</param>
public sealed record ControllerContext(ICluster Cluster, SimulationLoop Loop, EventRecorder Events, Informers Informers, Random Random);
