using Pipeline.Simulator.Access;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Clusters;

/// <summary>Makes clusters as an API server finds them after its own start.</summary>
public static class ClusterBootstrap
{
    private const int Seed = 20_261_127;

    /// <summary>A cluster with all rules of admission, the namespaces that always exist, and the default roles.</summary>
    public static SimulatedCluster Create(ObjectStore store, SimulationLoop loop)
    {
        var cluster = new SimulatedCluster(store, loop, AdmissionChain.Default(new Random(Seed)));
        var options = new WriteOptions("system:apiserver", "kube-apiserver");
        foreach (var (kind, json) in BootstrapObjects.All())
        {
            if (store.Find(kind, "", (string)json["metadata"]!["name"]!) is null)
                cluster.Create(kind, json, options);
        }
        return cluster;
    }
}
