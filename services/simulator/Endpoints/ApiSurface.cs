using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.OpenApi;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;
using Pipeline.Simulator.Tables;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Endpoints;

/// <summary>All that the API server shows besides the objects: discovery, OpenAPI, logs, commands in pods, metrics.</summary>
public static class ApiSurface
{
    private static readonly string[] RootPaths =
        ["/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/openapi/v3/", "/readyz", "/version"];

    /// <summary>The endpoints, for the server to ask in order.</summary>
    /// <param name="cluster">The objects.</param>
    /// <param name="resources">What is served.</param>
    /// <param name="loop">The world's clock and thread.</param>
    /// <param name="wall">The clock of connections.</param>
    /// <param name="logs">What containers write.</param>
    /// <param name="usage">What pods and nodes use; null where there is no metrics-server.</param>
    /// <param name="exec">What runs commands in pods.</param>
    public static IReadOnlyList<IApiEndpoint> Endpoints(
        ICluster cluster, ResourceRegistry resources, SimulationLoop loop, TimeProvider wall, IPodLogs logs, IResourceUsage? usage, IPodExec exec)
    {
        var documents = new DocumentEndpoint(
            new DiscoveryDocuments(resources, usage is null ? [] : [MetricsDocuments.Nodes, MetricsDocuments.Pods], RootPaths), new OpenApiDocuments(resources));
        var pods = new PodEndpoint(cluster, new PodLogEndpoint(cluster, logs, loop, wall), new PodExecEndpoint(exec));
        return usage is null
            ? [documents, pods]
            : [documents, pods, new MetricsEndpoint(cluster, new MetricsDocuments(cluster, usage, loop), new TableWriter(loop))];
    }
}
