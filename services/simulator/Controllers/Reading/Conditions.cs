using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>The conditions of a status while it is being made anew.</summary>
/// <remarks>
/// As the controllers set them: what keeps status and reason is not touched, what keeps its status keeps its lastTransitionTime, what changes
/// moves to the end.
/// </remarks>
public sealed class Conditions
{
    private readonly List<JsonObject> _all;

    private Conditions(List<JsonObject> all) => _all = all;

    public static Conditions Of(JsonElement status) =>
        new([.. status.Items("conditions").Where(c => c.ValueKind == JsonValueKind.Object).Select(c => JsonNode.Parse(c.GetRawText())!.AsObject())]);

    public bool Has(string type) => Find(type) is not null;

    public JsonObject? Find(string type) => _all.Find(c => (string?)c["type"] == type);

    public void Remove(string type) => _all.RemoveAll(c => (string?)c["type"] == type);

    /// <summary>Sets a condition.</summary>
    /// <param name="now">As text.</param>
    /// <param name="withUpdateTime">Whether the kind's conditions have a lastUpdateTime.</param>
    /// <param name="force">Sets it although status and reason are the same.</param>
    /// <returns>Whether it changed.</returns>
    public bool Set(string type, string status, string reason, string message, string now, bool withUpdateTime = true, bool force = false)
    {
        var old = Find(type);
        if (!force && old is not null && (string?)old["status"] == status && (string?)old["reason"] == reason)
            return false;
        var condition = new JsonObject { ["type"] = type, ["status"] = status };
        if (withUpdateTime)
            condition["lastUpdateTime"] = now;
        condition["lastTransitionTime"] = (string?)old?["status"] == status ? old!["lastTransitionTime"]?.DeepClone() : now;
        condition["reason"] = reason;
        condition["message"] = message;
        Remove(type);
        _all.Add(condition);
        return true;
    }

    /// <summary>Sets a condition in its place, as kinds with the general meta.Condition do.</summary>
    public void SetInPlace(JsonObject condition, string now)
    {
        var type = (string?)condition["type"];
        var index = _all.FindIndex(c => (string?)c["type"] == type);
        if (index < 0)
        {
            condition["lastTransitionTime"] = now;
            _all.Add(condition);
            return;
        }
        var old = _all[index];
        condition["lastTransitionTime"] = (string?)old["status"] == (string?)condition["status"] ? old["lastTransitionTime"]?.DeepClone() : now;
        _all[index] = condition;
    }

    public void WriteTo(JsonObject status)
    {
        if (_all.Count > 0)
            status["conditions"] = new JsonArray([.. _all]);
    }
}
