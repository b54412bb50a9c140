using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Patching.Ownership;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Serving;

/// <summary>Objects that are only asked for and never stored: reviews and tokens. They have owners all the same.</summary>
internal static class VirtualObjects
{
    /// <summary>The managedFields of an object that was sent; null when it sets nothing.</summary>
    public static JsonNode? Owned(string apiVersion, string kind, JsonObject json, string manager, DateTimeOffset now, string subresource = "")
    {
        if (TypeCatalogue.BuiltIn.Find(apiVersion, kind) is not { } type)
            return null;
        var copy = json.DeepClone().AsObject();
        copy.Ensure("metadata");
        WireForm.Normalize(copy, type);
        var owners = FieldOwnership.AfterUpdate(
            new ManagedFields(), new FieldOwner(manager, FieldOwner.Update, apiVersion, subresource), WireForm.Zero(type), copy,
            SchemaShapes.Of(type), FieldSet.OfFields(["status"]), now);
        owners.Write(copy);
        return copy["metadata"]!["managedFields"]?.DeepClone();
    }
}
