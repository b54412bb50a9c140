using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching;

/// <summary>JSON as Go's fmt prints what it was read into: "map[spec:map[replicas:three]]".</summary>
internal static class GoText
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject o => $"map[{string.Join(' ', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Of(p.Value)}"))}]",
        JsonArray a => $"[{string.Join(' ', a.Select(Of))}]",
        _ when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
