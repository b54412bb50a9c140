using System.Text.Json.Nodes;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.OpenApi;

/// <summary>How types are written: OpenAPI v2 and v3 differ in where they stand and in what cannot be said with one type.</summary>
internal abstract class SchemaDialect
{
    public const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    public const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    public const string Time = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    public const string MicroTime = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime";

    public static SchemaDialect V2 { get; } = new Second();

    public static SchemaDialect V3 { get; } = new Third();

    /// <summary>A reference that stands for a whole schema.</summary>
    public abstract JsonObject Reference(string id);

    /// <summary>A type that is text or number.</summary>
    protected abstract JsonObject TextOr(string other, string? format);

    /// <summary>The scalar types that have names of their own.</summary>
    public JsonObject? Named(string id) => id switch
    {
        Quantity => TextOr("number", null),
        IntOrString => TextOr("integer", "int-or-string"),
        Time or MicroTime => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => null,
    };

    /// <summary>A type of the catalogue.</summary>
    /// <param name="type">The type.</param>
    /// <param name="kinds">Group, version and kind under which it is served.</param>
    public JsonObject Of(TypeSchema type, IEnumerable<(string Group, string Version, string Kind)> kinds)
    {
        var properties = new JsonObject();
        foreach (var field in type.Fields.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            properties[field.Name] = Field(field);
        var schema = new JsonObject { ["type"] = "object" };
        if (type.Fields.Values.Where(f => f.Required).Select(f => (JsonNode?)f.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        if (properties.Count > 0)
            schema["properties"] = properties;
        if (type.IsAtomic)
            schema["x-kubernetes-map-type"] = "atomic";
        if (Kinds(kinds) is { Count: > 0 } served)
            schema["x-kubernetes-group-version-kind"] = served;
        return schema;
    }

    /// <summary>A list of a kind.</summary>
    public JsonObject List(string itemId, (string Group, string Version, string Kind) kind) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("items"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["items"] = new JsonObject { ["type"] = "array", ["items"] = Reference(itemId) },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = Reference("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"),
        },
        ["x-kubernetes-group-version-kind"] = Kinds([kind]),
    };

    public static JsonArray Kinds(IEnumerable<(string Group, string Version, string Kind)> kinds) => new([.. kinds.Select(Kind)]);

    public static JsonObject Kind((string Group, string Version, string Kind) kind) =>
        new() { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version };

    private JsonObject Field(FieldSchema field)
    {
        var schema = Value(field.Value);
        if (field.Value.Kind == ValueKind.List)
        {
            schema["x-kubernetes-list-type"] = field.Topology switch { Topology.Map => "map", Topology.Set => "set", _ => "atomic" };
            if (field.ListKeys.Count > 0)
                schema["x-kubernetes-list-map-keys"] = new JsonArray([.. field.ListKeys.Select(k => (JsonNode?)k)]);
        }
        else if (field.Topology == Topology.Atomic && field.Value.Kind == ValueKind.Map)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }
        if (field.MergeKey is { } key)
            schema["x-kubernetes-patch-merge-key"] = key;
        string[] strategies = [.. field.Merges ? ["merge"] : Array.Empty<string>(), .. field.RetainsKeys ? ["retainKeys"] : Array.Empty<string>(),
            .. field.Replaces ? ["replace"] : Array.Empty<string>()];
        if (strategies.Length > 0)
            schema["x-kubernetes-patch-strategy"] = string.Join(',', strategies);
        return schema;
    }

    private JsonObject Value(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => new JsonObject { ["type"] = "string" },
        ValueKind.Whole32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        ValueKind.Whole64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        ValueKind.Number => new JsonObject { ["type"] = "number", ["format"] = "double" },
        ValueKind.Boolean => new JsonObject { ["type"] = "boolean" },
        ValueKind.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        ValueKind.Quantity => Reference(Quantity),
        ValueKind.IntOrString => Reference(IntOrString),
        ValueKind.Time => Reference(Time),
        ValueKind.MicroTime => Reference(MicroTime),
        ValueKind.List => new JsonObject { ["type"] = "array", ["items"] = Value(value.Element!) },
        ValueKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(value.Element!) },
        ValueKind.Structure => Reference(value.Type!.Id),
        _ => [],
    };

    private sealed class Second : SchemaDialect
    {
        public override JsonObject Reference(string id) => new() { ["$ref"] = $"#/definitions/{id}" };

        protected override JsonObject TextOr(string other, string? format)
        {
            var schema = new JsonObject { ["type"] = "string" };
            if (format is not null)
                schema["format"] = format;
            return schema;
        }
    }

    private sealed class Third : SchemaDialect
    {
        public override JsonObject Reference(string id) =>
            new() { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{id}" }) };

        protected override JsonObject TextOr(string other, string? format)
        {
            var schema = new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = other }) };
            if (format is not null)
                schema["format"] = format;
            return schema;
        }
    }
}
