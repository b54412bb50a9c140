using System.Text.Json.Nodes;

namespace Pipeline.Kubernetes.Api;

/// <summary>Operations of a JSON Patch, in order. Paths are given in parts, so nobody has to escape "/" and "~".</summary>
public sealed class JsonPatch
{
    private readonly JsonArray _operations = [];

    public JsonPatch Test(JsonNode? value, params ReadOnlySpan<string> path) => Add("test", path, value);

    public JsonPatch Add(JsonNode? value, params ReadOnlySpan<string> path) => Add("add", path, value);

    public JsonPatch Replace(JsonNode? value, params ReadOnlySpan<string> path) => Add("replace", path, value);

    public JsonPatch Remove(params ReadOnlySpan<string> path)
    {
        _operations.Add(new JsonObject { ["op"] = "remove", ["path"] = Pointer(path) });
        return this;
    }

    internal JsonArray ToJson() => _operations.DeepClone().AsArray();

    private JsonPatch Add(string operation, ReadOnlySpan<string> path, JsonNode? value)
    {
        _operations.Add(new JsonObject { ["op"] = operation, ["path"] = Pointer(path), ["value"] = value });
        return this;
    }

    private static string Pointer(ReadOnlySpan<string> path)
    {
        var pointer = new System.Text.StringBuilder();
        foreach (var part in path)
            pointer.Append('/').Append(part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return pointer.ToString();
    }
}
