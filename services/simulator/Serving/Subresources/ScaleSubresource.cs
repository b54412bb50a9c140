using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving.Subresources;

/// <summary>How many replicas of a workload there are and should be, without the rest of it.</summary>
internal static class ScaleSubresource
{
    private static readonly ExpectedKind Scale = new("autoscaling/v1", "Scale");
    private static readonly ScalePaths BuiltInPaths = new(["spec", "replicas"], ["status", "replicas"], null);

    public static async Task AnswerAsync(ApiRequest request)
    {
        switch (request.Info.Verb)
        {
            case "get":
                var found = request.Cluster.Find(request.Resource.Stored, request.ScopeOf(request.Resource), request.Info.Name)
                    ?? throw NotFound(request);
                await AnswerAsync(request, found);
                break;
            case "update":
                await UpdateAsync(request);
                break;
            case "patch":
                await PatchAsync(request);
                break;
            default:
                throw Refusal.MethodNotAllowed();
        }
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var options = RequestOptions.Read(request, "UpdateOptions");
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var scale = BodyDecoding.Decode(request, body, Scale, options.FieldValidation);
        Writing.FillNamespace(request, scale);
        if (ApiRequest.NameOf(scale) is var name && name != request.Info.Name)
            throw Refusal.OtherName(name, request.Info.Name);
        await WriteAsync(request, options, live => Wanted(request, live, scale));
    }

    private static async Task PatchAsync(ApiRequest request)
    {
        PatchBody.CheckType(request);
        var applies = RequestBody.MediaType(request) == PatchBody.Apply;
        var options = RequestOptions.Read(request, "PatchOptions", applies);
        var shape = SchemaShapes.Of(TypeCatalogue.BuiltIn.Find(Scale.ApiVersion, Scale.Kind)!);
        var body = new PatchBody(request, await RequestBody.ReadAsync(request), Scale, shape, options.FieldValidation);
        if (!applies)
        {
            await WriteAsync(request, options, live => Wanted(request, live, body.ApplyTo(Of(request.Resource, live))));
            return;
        }
        var (definition, ns) = (request.Resource, request.ScopeOf(request.Resource));
        var scale = body.Applied(request.Info.Name);
        Check(scale, request.Info.Name);
        var applied = new JsonObject
        {
            ["apiVersion"] = definition.Kind.ApiVersion,
            ["kind"] = definition.Kind.Kind,
            ["metadata"] = scale["metadata"]!.DeepClone(),
        };
        SetReplicas(applied, PathsOf(definition), scale["spec"]?["replicas"]?.DeepClone() ?? 0);
        var (written, _) = request.Cluster.Writer.Apply(
            definition, ns, request.Info.Name, applied, request.Flag("force"), request.WriteOptions(options, "scale"));
        await AnswerAsync(request, written);
    }

    private static async Task WriteAsync(ApiRequest request, RequestOptions options, Func<JsonObject, JsonObject> change)
    {
        var written = request.Cluster.Writer.Transform(
            request.Resource, request.ScopeOf(request.Resource), request.Info.Name, change, request.WriteOptions(options, "scale"));
        await AnswerAsync(request, written);
    }

    /// <summary>The workload with the replicas that a scale wants; its version and uid are conditions.</summary>
    private static JsonObject Wanted(ApiRequest request, JsonObject live, JsonObject scale)
    {
        Check(scale, request.Info.Name);
        var metadata = scale["metadata"] as JsonObject ?? [];
        if (metadata.Text("resourceVersion") is { Length: > 0 } version)
            live["metadata"]!["resourceVersion"] = version;
        if (metadata.Text("uid") is { Length: > 0 } uid)
            live["metadata"]!["uid"] = uid;
        SetReplicas(live, PathsOf(request.Resource), scale["spec"]?["replicas"]?.DeepClone() ?? 0);
        return live;
    }

    private static void Check(JsonObject scale, string name)
    {
        var problems = new Problems();
        problems.NotNegative(scale["spec"] as JsonObject, "replicas", "spec");
        if (problems.Count > 0)
            throw Refusal.Invalid("Scale", "autoscaling", name, problems);
    }

    private static Task AnswerAsync(ApiRequest request, StoredObject o) =>
        Answers.JsonAsync(request.Http, 200, Of(request.Resource, o.ToJson()));

    /// <summary>The scale of a workload.</summary>
    private static JsonObject Of(ResourceDefinition definition, JsonObject json)
    {
        var (paths, metadata) = (PathsOf(definition), json["metadata"]!.AsObject());
        var shown = new JsonObject();
        foreach (var name in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (metadata[name] is { } value)
                shown[name] = value.DeepClone();
        }
        var spec = new JsonObject();
        if (Whole(json, paths.SpecReplicas) is var wanted and not 0)
            spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = Whole(json, paths.StatusReplicas) };
        var selector = paths.Selector is { } path ? Walk(json, path)?.ToString() : definition.Custom is null ? SelectorText(json["spec"]?["selector"]) : null;
        if (!string.IsNullOrEmpty(selector))
            status["selector"] = selector;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = shown, ["spec"] = spec, ["status"] = status };
    }

    private static ScalePaths PathsOf(ResourceDefinition definition) => definition.Custom?.Scale ?? BuiltInPaths;

    private static void SetReplicas(JsonObject json, ScalePaths paths, JsonNode replicas)
    {
        var parent = json;
        foreach (var name in paths.SpecReplicas[..^1])
            parent = parent.Ensure(name);
        parent[paths.SpecReplicas[^1]] = replicas;
    }

    private static long Whole(JsonObject json, string[] path) => (Walk(json, path[..^1]) as JsonObject)?.Whole(path[^1]) ?? 0;

    private static JsonNode? Walk(JsonObject json, string[] path)
    {
        JsonNode? node = json;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>A label selector as queries have it.</summary>
    private static string SelectorText(JsonNode? selector)
    {
        if (selector is not JsonObject json)
            return "";
        var labels = (json["matchLabels"] ?? (json["matchExpressions"] is null ? json : null)) as JsonObject ?? [];
        var parts = labels.Select(l => (l.Key, Text: $"{l.Key}={l.Value}"))
            .Concat(json.Objects("matchExpressions").Select(e => (Key: e.Text("key") ?? "", Text: Expression(e))));
        return string.Join(",", parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Text));
    }

    private static string Expression(JsonObject expression)
    {
        var (key, values) = (expression.Text("key"), string.Join(",", expression.Texts("values").Order(StringComparer.Ordinal)));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => key ?? "",
        };
    }

    private static StatusException NotFound(ApiRequest request)
    {
        var kind = request.Resource.Stored;
        var full = $"{kind.Plural}/scale";
        return Refusal.NotFound(kind.Group.Length == 0 ? full : $"{full}.{kind.Group}", kind, full, request.Info.Name);
    }
}
