using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Sets conditions in a pod's status.</summary>
public static class PodConditions
{
    /// <summary>Sets a condition in its place; one that keeps its status keeps its time.</summary>
    public static void Set(JsonObject pod, string type, string status, string? reason, string? message, DateTimeOffset now)
    {
        if (pod["status"] is not JsonObject state)
            pod["status"] = state = [];
        if (state["conditions"] is not JsonArray conditions)
            state["conditions"] = conditions = [];
        var old = conditions.FirstOrDefault(c => (string?)c!["type"] == type)?.AsObject();
        var keepsTime = (string?)old?["status"] == status;
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = keepsTime ? old!["lastTransitionTime"]?.DeepClone() : Timestamps.Seconds(now),
        };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        if (old is null)
            conditions.Add(condition);
        else
            conditions[conditions.IndexOf(old)] = condition;
    }
}
