using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Clusters;

/// <summary>When metadata.generation goes up.</summary>
internal static class Generations
{
    private static readonly FrozenSet<ResourceKind> WithoutSpec = FrozenSet.ToFrozenSet(
        [Kinds.EndpointSlice, Kinds.PriorityClass, Kinds.MutatingWebhookConfiguration, Kinds.ValidatingWebhookConfiguration]);

    /// <summary>Sets the generation of a changed object: one more than before when what is wanted differs.</summary>
    public static void Advance(ResourceDefinition definition, KindRules rules, string? subresource, JsonObject before, JsonObject after)
    {
        var metadata = after["metadata"]!.AsObject();
        metadata.Remove("generation");
        if (before["metadata"]!["generation"] is not { } generation)
            return;
        var number = generation.GetValue<long>();
        metadata["generation"] = rules.HasGeneration && subresource != "status" && WantsOther(definition, before, after) ? number + 1 : number;
    }

    private static bool WantsOther(ResourceDefinition definition, JsonObject before, JsonObject after)
    {
        if (definition.Custom is not null)
            return !Same(Wanted(before, definition), Wanted(after, definition));
        if (WithoutSpec.Contains(definition.Stored))
            return !Same(Wanted(before, definition), Wanted(after, definition));
        return !Same(before["spec"], after["spec"])
            || (definition.Stored == Kinds.Deployment && !Same(before["metadata"]!["annotations"], after["metadata"]!["annotations"]));
    }

    private static JsonObject Wanted(JsonObject json, ResourceDefinition definition)
    {
        var wanted = json.DeepClone().AsObject();
        wanted.Remove("metadata");
        if (definition.Custom?.HasStatus == true)
            wanted.Remove("status");
        return wanted;
    }

    private static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}
