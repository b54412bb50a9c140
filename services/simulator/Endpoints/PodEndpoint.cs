using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Serves what is inside of pods: logs and commands.</summary>
public sealed class PodEndpoint(ICluster cluster, PodLogEndpoint logs, PodExecEndpoint exec) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Answers(RequestInfo request) =>
        request is { Group: "", Version: "v1", Resource: "pods", Name.Length: > 0 }
        && (request is { Subresource: "log", Verb: "get" } || request is { Subresource: "exec", Verb: "get" or "create" });

    /// <inheritdoc/>
    public Task HandleAsync(ApiRequest request)
    {
        var pod = cluster.Find(Kinds.Pod, request.Info.Namespace, request.Info.Name) ?? throw Refusal.NotFound(Kinds.Pod, request.Info.Name);
        return request.Info.Subresource == "log" ? logs.ServeAsync(pod, request.Http) : exec.ServeAsync(pod, request.Http);
    }
}
