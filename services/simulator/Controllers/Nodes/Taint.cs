using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>What keeps pods off a node.</summary>
/// <param name="Effect">NoSchedule, PreferNoSchedule or NoExecute.</param>
/// <param name="Added">When a NoExecute taint came; null when unknown.</param>
public sealed record Taint(string Key, string Value, string Effect, DateTimeOffset? Added = null)
{
    public static Taint Of(JsonElement json) =>
        new(json.Text("key") ?? "", json.Text("value") ?? "", json.Text("effect") ?? "", json.Time("timeAdded"));

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["key"] = Key };
        if (Value.Length > 0)
            json["value"] = Value;
        json["effect"] = Effect;
        if (Added is { } added)
            json["timeAdded"] = Timestamps.Seconds(added);
        return json;
    }

    /// <summary>Whether it is the same taint, at whatever time it came.</summary>
    public bool Is(Taint other) => Key == other.Key && Effect == other.Effect;
}
