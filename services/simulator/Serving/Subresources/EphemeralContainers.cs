using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Patching;

namespace Pipeline.Simulator.Serving.Subresources;

/// <summary>Adds containers for debugging to a running pod; nothing else of it changes.</summary>
internal static class EphemeralContainers
{
    private const string Name = "ephemeralcontainers";

    public static async Task AnswerAsync(ApiRequest request)
    {
        switch (request.Info.Verb)
        {
            case "get":
                await Listing.GetAsync(request);
                break;
            case "update":
                var update = RequestOptions.Read(request, "UpdateOptions");
                var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
                var sent = BodyDecoding.Decode(request, body, ExpectedKind.Of(request.Resource), update.FieldValidation);
                await WriteAsync(request, update, _ => sent);
                break;
            case "patch":
                PatchBody.CheckType(request);
                if (RequestBody.MediaType(request) == PatchBody.Apply)
                    throw RequestBody.UnsupportedMediaType($"{PatchBody.Json}, {PatchBody.Merge}, {PatchBody.Strategic}");
                var options = RequestOptions.Read(request, "PatchOptions", applies: false);
                var patch = new PatchBody(
                    request, await RequestBody.ReadAsync(request), ExpectedKind.Of(request.Resource), SchemaShapes.Of(request.Resource), options.FieldValidation);
                await WriteAsync(request, options, patch.ApplyTo);
                break;
            default:
                throw Refusal.MethodNotAllowed();
        }
    }

    private static async Task WriteAsync(ApiRequest request, RequestOptions options, Func<JsonObject, JsonObject> change)
    {
        var written = request.Cluster.Writer.Transform(
            request.Resource, request.Info.Namespace, request.Info.Name, live =>
            {
                var wanted = change(live.DeepClone().AsObject());
                if (wanted["metadata"] is JsonObject metadata && metadata.Text("resourceVersion") is { Length: > 0 } version)
                    live["metadata"]!["resourceVersion"] = version;
                live.Ensure("spec").Remove("ephemeralContainers");
                if (wanted["spec"]?["ephemeralContainers"] is { } containers)
                    live["spec"]!["ephemeralContainers"] = containers.DeepClone();
                return live;
            }, request.WriteOptions(options, Name));
        await Answers.ObjectAsync(request, 200, written);
    }
}
