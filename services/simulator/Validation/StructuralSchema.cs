using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Validation;

/// <summary>The schemas of custom resources: defaults, pruning of unknown fields, and the checks of types and bounds.</summary>
public static class StructuralSchema
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly string[] RootFields = ["apiVersion", "kind", "metadata"];

    /// <summary>Sets the defaults of absent fields.</summary>
    public static void Default(JsonObject json, JsonObject schema)
    {
        foreach (var (name, field) in Properties(schema))
        {
            if (json[name] is null && field["default"] is { } value)
                json[name] = value.DeepClone();
            DefaultValue(json[name], field);
        }
    }

    /// <summary>Removes fields that the schema does not know, and tells which.</summary>
    /// <returns>Their paths: "spec.nosuch".</returns>
    public static IReadOnlyList<string> Prune(JsonObject json, JsonObject schema)
    {
        var removed = new List<string>();
        Prune(json, schema, "", removed, root: true);
        return removed;
    }

    /// <summary>What in the object breaks the schema.</summary>
    public static IReadOnlyList<FieldProblem> Validate(JsonObject json, JsonObject schema)
    {
        var problems = new List<FieldProblem>();
        Validate(json, schema, "", problems);
        return problems;
    }

    private static IEnumerable<(string Name, JsonObject Field)> Properties(JsonObject schema)
    {
        foreach (var (name, field) in schema["properties"] as JsonObject ?? [])
        {
            if (field is JsonObject o)
                yield return (name, o);
        }
    }

    private static void DefaultValue(JsonNode? node, JsonObject schema)
    {
        if (node is JsonObject o)
        {
            Default(o, schema);
            if (schema["additionalProperties"] is JsonObject values)
            {
                foreach (var (_, value) in o)
                    DefaultValue(value, values);
            }
        }
        else if (node is JsonArray a && schema["items"] is JsonObject item)
        {
            foreach (var value in a)
                DefaultValue(value, item);
        }
    }

    private static void Prune(JsonNode? node, JsonObject schema, string path, List<string> removed, bool root = false)
    {
        if (node is JsonArray list && schema["items"] is JsonObject item)
        {
            for (var i = 0; i < list.Count; i++)
                Prune(list[i], item, $"{path}[{i}]", removed);
        }
        if (node is not JsonObject json)
            return;
        var (properties, others) = (schema["properties"] as JsonObject ?? [], schema["additionalProperties"]);
        var open = (bool?)schema["x-kubernetes-preserve-unknown-fields"] == true || (others as JsonValue)?.GetValueKind() == JsonValueKind.True;
        var embedded = root || (bool?)schema["x-kubernetes-embedded-resource"] == true;
        foreach (var name in json.Select(p => p.Key).ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (embedded && RootFields.Contains(name))
                continue;
            if ((properties[name] ?? others) is JsonObject field)
            {
                Prune(json[name], field, at, removed);
            }
            else if (!open)
            {
                json.Remove(name);
                removed.Add(at);
            }
        }
    }

    private static void Validate(JsonNode? node, JsonObject schema, string path, List<FieldProblem> problems)
    {
        if (node is null)
        {
            if ((bool?)schema["nullable"] != true && path.Length > 0)
                problems.Add(WrongType(path, "null", (string?)schema["type"] ?? "object", "null"));
            return;
        }
        var type = (string?)schema["type"];
        if ((bool?)schema["x-kubernetes-int-or-string"] == true)
        {
            if (node is not JsonValue v || v.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
                problems.Add(WrongType(path, Name(node), "integer,string", Name(node)));
            return;
        }
        if (type is not null && !HasType(node, type))
        {
            problems.Add(WrongType(path, Shown(node), type, Name(node)));
            return;
        }
        switch (node)
        {
            case JsonObject o:
                ValidateObject(o, schema, path, problems);
                break;
            case JsonArray a:
                ValidateList(a, schema, path, problems);
                break;
            case JsonValue v:
                ValidateValue(v, schema, path, problems);
                break;
        }
    }

    private static void ValidateObject(JsonObject json, JsonObject schema, string path, List<FieldProblem> problems)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => (string?)r ?? "").Where(name => !json.ContainsKey(name)))
            problems.Add(FieldProblem.Required(Join(path, name)));
        var values = schema["additionalProperties"] as JsonObject;
        var properties = schema["properties"] as JsonObject ?? [];
        foreach (var (name, value) in json)
        {
            if (path.Length == 0 && RootFields.Contains(name))
                continue;
            if ((properties[name] ?? values) is JsonObject field)
                Validate(value, field, Join(path, name), problems);
        }
    }

    private static void ValidateList(JsonArray list, JsonObject schema, string path, List<FieldProblem> problems)
    {
        if ((long?)schema["minItems"] is { } least && list.Count < least)
            problems.Add(FieldProblem.Invalid(path, list.Count, $"{path} in body should have at least {least} items"));
        if ((long?)schema["maxItems"] is { } most && list.Count > most)
            problems.Add(new FieldProblem(path, "FieldValueTooMany", $"Too many: {list.Count}: must have at most {most} items"));
        for (var i = 0; schema["items"] is JsonObject item && i < list.Count; i++)
            Validate(list[i], item, $"{path}[{i}]", problems);
    }

    private static void ValidateValue(JsonValue value, JsonObject schema, string path, List<FieldProblem> problems)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
            problems.Add(FieldProblem.NotSupported(path, GoValue.Of(value), allowed.Select(a => a?.ToString() ?? "null")));
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
            if (Number(schema["minimum"]) is { } least && (number < least || (number == least && (bool?)schema["exclusiveMinimum"] == true)))
                problems.Add(FieldProblem.Invalid(path, GoValue.Of(value), $"{path} in body should be greater than{OrEqual(schema["exclusiveMinimum"])} {least}"));
            if (Number(schema["maximum"]) is { } most && (number > most || (number == most && (bool?)schema["exclusiveMaximum"] == true)))
                problems.Add(FieldProblem.Invalid(path, GoValue.Of(value), $"{path} in body should be less than{OrEqual(schema["exclusiveMaximum"])} {most}"));
        }
        else if (value.GetValueKind() == JsonValueKind.String)
        {
            var text = value.GetValue<string>();
            if ((long?)schema["minLength"] is { } shortest && text.Length < shortest)
                problems.Add(FieldProblem.Invalid(path, text, $"{path} in body should be at least {shortest} chars long"));
            if ((long?)schema["maxLength"] is { } longest && text.Length > longest)
                problems.Add(FieldProblem.TooLong(path, (int)longest));
            if ((string?)schema["pattern"] is { } pattern && !Matches(text, pattern))
                problems.Add(FieldProblem.Invalid(path, text, $"{path} in body should match '{pattern}'"));
        }
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return false;
        }
    }

    private static string OrEqual(JsonNode? exclusive) => (bool?)exclusive == true ? "" : " or equal to";

    private static decimal? Number(JsonNode? node) => node is null
        ? null
        : decimal.Parse(node.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    private static bool HasType(JsonNode node, string type) => type switch
    {
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "string" => node.GetValueKind() == JsonValueKind.String,
        "boolean" => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => node.GetValueKind() == JsonValueKind.Number,
        "integer" => node.GetValueKind() == JsonValueKind.Number && !node.ToJsonString().AsSpan().ContainsAny(".eE"),
        _ => true,
    };

    private static string Name(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToJsonString().AsSpan().ContainsAny(".eE") ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static string Shown(JsonNode node) => node is JsonValue ? node.ToString() : Name(node);

    private static FieldProblem WrongType(string path, string value, string wanted, string got) =>
        new(path, "FieldValueTypeInvalid", $"Invalid value: \"{value}\": {path} in body must be of type {wanted}: \"{got}\"");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
