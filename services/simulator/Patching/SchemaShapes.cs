using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Patching;

/// <summary>The shapes of the kinds: of the built-in ones by the catalogue of types, of custom ones by their schemas.</summary>
public static class SchemaShapes
{
    private static readonly ConcurrentDictionary<TypeSchema, MergeShape> Shapes = [];

    /// <summary>How the objects of a resource are merged.</summary>
    public static MergeShape Of(ResourceDefinition definition) => definition.Custom is { } custom
        ? OfCustom(custom.Schema)
        : TypeCatalogue.BuiltIn.Find(definition.Kind.ApiVersion, definition.Kind.Kind) is { } type ? Of(type) : MergeShape.Unknown;

    /// <summary>How values of a type are merged.</summary>
    public static MergeShape Of(TypeSchema type) => Shapes.GetOrAdd(type, static t =>
    {
        var fields = new ConcurrentDictionary<string, MergeShape?>(StringComparer.Ordinal);
        var shape = MergeShape.Struct(t.Name, name => fields.GetOrAdd(name, n => t.Find(n) is { } field ? Of(field) : null));
        return t.IsAtomic ? shape.AsAtomic() : shape;
    });

    private static MergeShape Of(FieldSchema field)
    {
        var shape = field.Value.Kind switch
        {
            ValueKind.Structure => Of(field.Value.Type!),
            ValueKind.Map => MergeShape.Map(Of(field.Value.Element!)),
            ValueKind.List => MergeShape.List(
                field.Topology switch
                {
                    Topology.Set => MergeForm.SetList,
                    Topology.Map => MergeForm.MapList,
                    _ => MergeForm.Atomic,
                }, () => Of(field.Value.Element!), [.. field.ListKeys]),
            _ => MergeShape.Named(field.Value.GoName),
        };
        if (field.Value.Kind == ValueKind.List)
            shape = shape.Patched(field.Merges, field.MergeKey);
        else if (field.Replaces)
            shape = shape.Patched(false, null);
        return field.Topology == Topology.Atomic ? shape.AsAtomic() : shape;
    }

    private static MergeShape Of(ValueSchema value) => value.Kind switch
    {
        ValueKind.Structure => Of(value.Type!),
        ValueKind.Map => MergeShape.Map(Of(value.Element!)),
        ValueKind.List => MergeShape.List(MergeForm.Atomic, () => Of(value.Element!)),
        _ => MergeShape.Named(value.GoName),
    };

    private static MergeShape OfCustom(JsonObject? schema)
    {
        var body = OfSchema(schema);
        var metadata = Of(TypeCatalogue.BuiltIn.ObjectMeta);
        return MergeShape.Struct("", name => name switch
        {
            "metadata" => metadata,
            "apiVersion" or "kind" => MergeShape.Scalar,
            _ => body.Field(name),
        });
    }

    private static MergeShape OfSchema(JsonObject? schema)
    {
        switch ((string?)schema?["type"])
        {
            case "object" when (string?)schema["x-kubernetes-map-type"] == "atomic":
                return MergeShape.Scalar;
            case "object" when schema["properties"] is JsonObject properties:
                return MergeShape.Struct("", name => properties[name] is JsonObject field ? OfSchema(field) : null);
            case "object":
                return schema["additionalProperties"] is JsonObject values ? MergeShape.Map(OfSchema(values)) : MergeShape.Unknown;
            case "array":
                var keys = (schema["x-kubernetes-list-map-keys"] as JsonArray)?.Select(k => (string?)k ?? "") ?? [];
                return MergeShape.List(
                    (string?)schema["x-kubernetes-list-type"] switch
                    {
                        "set" => MergeForm.SetList,
                        "map" => MergeForm.MapList,
                        _ => MergeForm.Atomic,
                    }, () => OfSchema(schema["items"] as JsonObject), [.. keys]);
            case null:
                return MergeShape.Unknown;
            default:
                return MergeShape.Scalar;
        }
    }
}
