using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>Turns the JSON of a request into an object of the resource, with the server's words for what does not fit.</summary>
internal static class BodyDecoding
{
    private const int LongestExcerpt = 30;

    /// <summary>The object of a POST or PUT.</summary>
    /// <param name="expected">What it should be: the resource's own kind, or that of a subresource.</param>
    public static JsonObject Decode(ApiRequest request, ReadOnlyMemory<byte> body, ExpectedKind expected, FieldValidation validation)
    {
        if (GoJsonErrors.Find(body.Span) is { } error)
        {
            throw Refusal.BadRequest(
                $"the object provided is unrecognized (must be of type {expected.Kind}): couldn't get version/kind; json parse error: {error} ({Excerpt(body.Span)})");
        }
        using var document = Document(body);
        CheckType(document.RootElement, expected);
        var (json, why, violations) = Read(document.RootElement, expected);
        if (why is not null)
            throw CannotBeHandled(expected, why);
        if (violations.Count > 0 && validation == FieldValidation.Strict)
            throw CannotBeHandled(expected, $"strict decoding error: {string.Join(", ", violations)}");
        if (validation == FieldValidation.Warn)
        {
            foreach (var violation in violations)
                request.Warn(violation);
        }
        json["apiVersion"] = expected.ApiVersion;
        json["kind"] = expected.Kind;
        return json;
    }

    /// <summary>The object that a patch makes.</summary>
    /// <param name="shown">The patched object or the patch, as the refusal shows it.</param>
    /// <param name="reworded">Turns the decoder's words into those of the patch; null to keep them.</param>
    public static JsonObject DecodePatched(
        ApiRequest request, JsonObject patched, ExpectedKind expected, FieldValidation validation, Func<string> shown, Func<string, string>? reworded = null)
    {
        var (json, why, violations) = Read(JsonSerializer.SerializeToElement(patched, GoJson.Options), expected);
        if (why is not null)
            throw PatchIsInvalid(shown(), reworded is null ? why : reworded(why));
        if (violations.Count > 0 && validation == FieldValidation.Strict)
            throw PatchIsInvalid(shown(), $"strict decoding error: {string.Join(", ", violations)}");
        if (validation == FieldValidation.Warn)
        {
            foreach (var violation in violations)
                request.Warn(violation);
        }
        return json;
    }

    /// <summary>An object read into its type, with what did not fit.</summary>
    public static (JsonObject Json, string? Error, IReadOnlyList<string> Violations) Read(JsonElement element, ExpectedKind expected)
    {
        if (expected.Definition?.Custom is { } custom)
            return ReadCustom(element, custom);
        if (TypeCatalogue.BuiltIn.Find(expected.ApiVersion, expected.Kind) is not { } type)
            return (JsonSerializer.SerializeToNode(element)?.AsObject() ?? [], null, []);
        var decoded = ObjectDecoder.Decode(type, element);
        return (decoded.Json, decoded.Error, decoded.Violations);
    }

    private static (JsonObject, string?, IReadOnlyList<string>) ReadCustom(JsonElement element, CustomKind custom)
    {
        var json = new JsonObject();
        foreach (var property in element.EnumerateObject())
            json[property.Name] = property.Name == "metadata" ? null : JsonSerializer.SerializeToNode(property.Value);
        var violations = custom.Schema is { } schema ? StructuralSchema.Prune(json, schema).Select(p => $"unknown field \"{p}\"").ToList() : [];
        if (!element.TryGetProperty("metadata", out var metadata))
            return (json, null, violations);
        var decoded = ObjectDecoder.Decode(TypeCatalogue.BuiltIn.ObjectMeta, metadata);
        json["metadata"] = decoded.Json;
        return (json, decoded.Error, [.. violations, .. decoded.Violations.Select(v => v.Replace("field \"", "field \"metadata.", StringComparison.Ordinal))]);
    }

    private static JsonDocument Document(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = true });
        }
        catch (JsonException e)
        {
            throw Refusal.BadRequest($"couldn't get version/kind; json parse error: {e.Message}");
        }
    }

    private static void CheckType(JsonElement root, ExpectedKind expected)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Refusal.BadRequest(
                $"the object provided is unrecognized (must be of type {expected.Kind}): couldn't get version/kind; json parse error: "
                + $"json: cannot unmarshal {root.ValueKind.ToString().ToLowerInvariant()} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}");
        }
        var (version, kind) = (Text(root, "apiVersion"), Text(root, "kind"));
        if (expected.Definition?.Custom is not null && (version.Length == 0 || kind.Length == 0))
        {
            throw Refusal.BadRequest(kind.Length == 0
                ? $"Object 'Kind' is missing in '{Excerpt(System.Text.Encoding.UTF8.GetBytes(root.GetRawText()))}'"
                : $"Object 'apiVersion' is missing in '{Excerpt(System.Text.Encoding.UTF8.GetBytes(root.GetRawText()))}'");
        }
        if (kind.Length > 0 && kind != expected.Kind)
        {
            var (group, short_) = Split(version);
            throw new StatusException(400, "BadRequest",
                $"{kind} in version \"{short_}\" cannot be handled as a {expected.Kind}: "
                + $"converting ({(group.Length == 0 ? short_ : short_)}.{kind}) to ({InternalGroup(expected.ApiVersion)}.{expected.Kind}): unknown conversion");
        }
        if (version.Length > 0 && version != expected.ApiVersion && !expected.AlsoAccepts.Contains(version))
            throw Refusal.BadRequest($"the API version in the data ({version}) does not match the expected API version ({expected.ApiVersion})");
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static (string Group, string Version) Split(string apiVersion) =>
        apiVersion.Split('/') is [var group, var version] ? (group, version) : ("", apiVersion);

    private static string InternalGroup(string apiVersion)
    {
        var (group, _) = Split(apiVersion);
        return group.Length == 0 ? "core" : group.Split('.')[0];
    }

    private static StatusException CannotBeHandled(ExpectedKind expected, string why) =>
        Refusal.BadRequest($"{expected.Kind} in version \"{Split(expected.ApiVersion).Version}\" cannot be handled as a {expected.Kind}: {why}");

    private static StatusException PatchIsInvalid(string shown, string why)
    {
        var quoted = shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return Refusal.Invalid("", "", "", [FieldProblem.Invalid("patch", new GoValue($"\"{quoted}\""), why)]);
    }

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "<empty>";
        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestExcerpt)]);
        return body.Length > LongestExcerpt ? text + " ..." : text;
    }
}

/// <summary>What the body of a request should be.</summary>
/// <param name="ApiVersion">"apps/v1".</param>
/// <param name="Kind">"Deployment".</param>
/// <param name="Definition">The resource, when it is one of its own objects.</param>
internal sealed record ExpectedKind(string ApiVersion, string Kind, ResourceDefinition? Definition = null)
{
    /// <summary>Other versions that are taken, too.</summary>
    public string[] AlsoAccepts { get; init; } = [];

    public static ExpectedKind Of(ResourceDefinition definition) => new(definition.Kind.ApiVersion, definition.Kind.Kind, definition);
}
