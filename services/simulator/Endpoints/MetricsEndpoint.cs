using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;
using Reply = Pipeline.Simulator.Serving.Answers;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Serves metrics.k8s.io: what <c>kubectl top</c> and autoscalers read.</summary>
public sealed class MetricsEndpoint(ICluster cluster, MetricsDocuments metrics, TableWriter tables) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Answers(RequestInfo request) => request is { IsResource: true, Group: "metrics.k8s.io", Version: "v1beta1", Resource: "nodes" or "pods", Subresource: "" };

    /// <inheritdoc/>
    public Task HandleAsync(ApiRequest request)
    {
        var (info, isNodes) = (request.Info, request.Info.Resource == "nodes");
        if (info.Verb is not ("get" or "list"))
            throw Refusal.MethodNotAllowed();
        var definition = isNodes ? MetricsDocuments.Nodes : MetricsDocuments.Pods;
        var wantsTable = AcceptHeader.Read(request.Http.Request.Headers.Accept.ToString())
            .FirstOrDefault(m => m.Allows("application/json") && m["as"] is null or "Table")?["as"] == "Table";
        return info.Verb == "get" ? One(request, definition, isNodes, wantsTable) : All(request, definition, isNodes, wantsTable);
    }

    private Task One(ApiRequest request, ResourceDefinition definition, bool isNodes, bool wantsTable)
    {
        var (ns, name) = (isNodes ? "" : request.Info.Namespace, request.Info.Name);
        var found = cluster.Find(isNodes ? Kinds.Node : Kinds.Pod, ns, name) is { } about ? isNodes ? metrics.OfNode(about) : metrics.OfPod(about) : null;
        if (found is null)
            throw Refusal.NotFound(definition.Kind, isNodes ? name : $"{ns}/{name}");
        return wantsTable ? Table(request, definition, [found]) : Reply.JsonAsync(request.Http, StatusCodes.Status200OK, found);
    }

    private Task All(ApiRequest request, ResourceDefinition definition, bool isNodes, bool wantsTable)
    {
        var labels = LabelSelector.Parse(request.Query("labelSelector"));
        bool Selected(StoredObject o) => labels.Matches(o.Labels);
        var items = isNodes ? metrics.AllNodes(Selected) : metrics.AllPods(request.Info.Namespace is { Length: > 0 } ns ? ns : null, Selected);
        if (wantsTable)
            return Table(request, definition, [.. items]);
        return Reply.JsonAsync(request.Http, StatusCodes.Status200OK, new JsonObject
        {
            ["kind"] = $"{definition.Kind.Kind}List",
            ["apiVersion"] = definition.Kind.ApiVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. items]),
        });
    }

    private Task Table(ApiRequest request, ResourceDefinition definition, IReadOnlyList<JsonObject> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
        {
            var version = request.Http.Request.Headers.Accept.ToString().Contains("v=v1;", StringComparison.Ordinal) ? "v1" : "v1beta1";
            tables.Write(
                writer, MetricsDocuments.Layout(definition), items.Select(i => JsonSerializer.SerializeToElement(i)), new TableFormat(version), _ => { });
        }
        return Reply.BytesAsync(request.Http, StatusCodes.Status200OK, "application/json", buffer.WrittenMemory);
    }
}
