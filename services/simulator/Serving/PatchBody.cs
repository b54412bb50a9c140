using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>A patch of a request: what it makes of an object.</summary>
/// <param name="request">The request.</param>
/// <param name="body">Its body.</param>
/// <param name="expected">What is patched.</param>
/// <param name="shape">How it is merged.</param>
/// <param name="validation">What becomes of unknown fields.</param>
internal sealed class PatchBody(ApiRequest request, ReadOnlyMemory<byte> body, ExpectedKind expected, MergeShape shape, FieldValidation validation)
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    private readonly string _type = RequestBody.MediaType(request);

    /// <summary>Refuses bodies that are no patches.</summary>
    public static void CheckType(ApiRequest request)
    {
        var type = RequestBody.MediaType(request);
        if (type is not (Json or Merge or Strategic or Apply))
            throw new StatusException(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);
        if (type == Strategic && request.Resource.Custom is not null)
            throw RequestBody.UnsupportedMediaType($"{Json}, {Merge}, {Apply}");
    }

    /// <summary>The object after the patch.</summary>
    public JsonObject ApplyTo(JsonObject live)
    {
        switch (_type)
        {
            case Json:
                return Decoded(JsonPatch.Apply(live, Document<JsonArray>("error decoding patch: ", "[]handlers.jsonPatchOp") ?? []));
            case Merge:
                return Decoded(MergePatch.Apply(
                    live, Document<JsonObject>("error decoding patch: ", "map[string]interface {}") ?? throw Refusal.BadRequest("Invalid JSON Patch")));
            default:
                var patch = Document<JsonObject>("", "map[string]interface {}") ?? [];
                return BodyDecoding.DecodePatched(
                    request, StrategicMergePatch.Apply(live, patch, shape), expected, validation, () => GoText.Of(patch), Unstructured);
        }
    }

    /// <summary>What a manager applies.</summary>
    public JsonObject Applied(string name)
    {
        var json = YamlBody.ToJson(Encoding.UTF8.GetString(body.Span)) as JsonObject ?? [];
        var (version, kind) = (json.Text("apiVersion") ?? "", json.Text("kind") ?? "");
        if (version.Length == 0 || kind.Length == 0)
        {
            var parts = version.Split('/');
            throw Refusal.BadRequest($"invalid object type: {(parts.Length == 2 ? parts[0] : "")}/{parts[^1]}, Kind={kind}");
        }
        if (json["metadata"]?["managedFields"] is not null)
            throw Refusal.BadRequest("metadata.managedFields must be nil");
        var sent = ApiRequest.NameOf(json);
        if (sent.Length > 0 && sent != name)
            throw Refusal.OtherName(sent, name);
        if (version != expected.ApiVersion || kind != expected.Kind)
            throw Refusal.BadRequest($"incorrect version specified in apply patch. Specified patch version: {version}, expected: {expected.ApiVersion}");
        var (decoded, error, violations) = BodyDecoding.Read(
            JsonSerializer.SerializeToElement(json, GoJson.Options), expected);
        var what = $"({(json["metadata"] as JsonObject)?.Text("namespace")}/{name}; {(version.Contains('/', StringComparison.Ordinal) ? "" : "/")}{version}, Kind={kind})";
        if (error is not null)
            throw Refusal.Unexpected($"failed to create typed patch object {what}: {error}");
        if (violations.Count > 0 && expected.Definition?.Custom is null)
            throw Refusal.Unexpected($"failed to create typed patch object {what}: {Undeclared(violations)}");
        Writing.FillNamespace(request, decoded);
        decoded["metadata"]!["name"] = name;
        return decoded;
    }

    private JsonObject Decoded(JsonObject patched) =>
        BodyDecoding.DecodePatched(request, patched, expected, validation, () => patched.ToJsonString(GoJson.Options));

    /// <summary>The body as what it has to be; null for the JSON null, which Go reads into anything.</summary>
    private T? Document<T>(string intro, string goType)
        where T : JsonNode
    {
        if (GoJsonErrors.Find(body.Span) is { } error)
            throw Refusal.BadRequest(intro + error);
        return RequestBody.Parse(body.Span) switch
        {
            null => null,
            T document => document,
            var other => throw Refusal.BadRequest($"{intro}json: cannot unmarshal {GoTypeOf(other)} into Go value of type {goType}"),
        };
    }

    private static string GoTypeOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Strategic patches are read from maps, and then the server says less.</summary>
    private static string Unstructured(string error)
    {
        const string OfType = " of type ";
        if (!error.StartsWith("json: cannot unmarshal ", StringComparison.Ordinal) || error.LastIndexOf(OfType, StringComparison.Ordinal) is not (>= 0 and var at))
            return error;
        var (type, found) = (error[(at + OfType.Length)..], error.Split(' ')[3]);
        return type switch
        {
            "string" or "bool" or "int32" or "int64" or "float64" => $"unrecognized type: {type}",
            _ when type.StartsWith("[]", StringComparison.Ordinal) => $"cannot restore slice from {found}",
            _ when type.StartsWith("map", StringComparison.Ordinal) => $"cannot restore map from {found}",
            _ => $"cannot restore struct from: {found}",
        };
    }

    private static string Undeclared(IEnumerable<string> violations)
    {
        var errors = violations.Select(v => v.Split('"') is [_, var path, ..] ? $".{path}: field not declared in schema" : v).ToList();
        return errors.Count == 1 ? errors[0] : $"errors:\n{string.Join('\n', errors.Select(e => "  " + e))}";
    }
}
