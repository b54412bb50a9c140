using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Clusters;

/// <summary>The form in which objects of a resource are decoded, completed and compared.</summary>
internal static class ObjectForm
{
    /// <summary>Completes an object with its type and defaults and leaves out what is empty.</summary>
    /// <param name="subresource">Through which it is written; a status has no defaults.</param>
    public static void Complete(ResourceDefinition definition, JsonObject json, string? subresource = null)
    {
        json["apiVersion"] = definition.Kind.ApiVersion;
        json["kind"] = definition.Kind.Kind;
        json.Ensure("metadata");
        if (definition.Custom is { } custom)
        {
            if (custom.Schema is { } schema)
                StructuralSchema.Default(json, schema);
            WireForm.Normalize(json["metadata"]!.AsObject(), TypeCatalogue.BuiltIn.ObjectMeta);
            return;
        }
        var type = TypeOf(definition);
        if (type is not null)
            WireForm.Normalize(json, type);
        if (subresource == "status")
            return;
        ObjectDefaults.Apply(definition.Kind.Group, definition.Kind.Kind, json);
        if (type is not null)
            WireForm.Normalize(json, type);
    }

    /// <summary>Shows what the server itself has set in a new object as it shows everything else.</summary>
    public static void Show(ResourceDefinition definition, JsonObject stored)
    {
        if (definition.Custom is null && TypeCatalogue.BuiltIn.Find(definition.Stored.ApiVersion, definition.Stored.Kind) is { } type)
            WireForm.Normalize(stored, type);
    }

    /// <summary>What is compared with a new object to see who set what: an object of which nothing is set.</summary>
    public static JsonObject Empty(ResourceDefinition definition)
    {
        var json = TypeOf(definition) is { } type && definition.Custom is null ? WireForm.Zero(type) : new JsonObject { ["metadata"] = new JsonObject() };
        json["apiVersion"] = definition.Kind.ApiVersion;
        json["kind"] = definition.Kind.Kind;
        return json;
    }

    private static TypeSchema? TypeOf(ResourceDefinition definition) =>
        TypeCatalogue.BuiltIn.Find(definition.Kind.ApiVersion, definition.Kind.Kind);
}
