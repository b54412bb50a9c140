using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>The disruption budgets that the recorder made over the pods labelled "ev".</summary>
internal sealed class RecordedBudgets(SimulatedCluster cluster)
{
    public void Create(string name, JsonObject spec)
    {
        spec["selector"] = JsonNode.Parse("""{"matchLabels":{"app":"ev"}}""");
        cluster.Create(Kinds.PodDisruptionBudget, new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "PodDisruptionBudget",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Recording.Namespace },
            ["spec"] = spec,
        }, Recording.Recorder);
    }

    /// <summary>Writes what its controller says of it.</summary>
    public void Report(string name, int allowed, int current, int desired, int expected) =>
        cluster.Modify(Kinds.PodDisruptionBudget, Recording.Namespace, name, json =>
        {
            json["status"] = new JsonObject
            {
                ["observedGeneration"] = json["metadata"]!["generation"]!.DeepClone(),
                ["disruptionsAllowed"] = allowed,
                ["currentHealthy"] = current,
                ["desiredHealthy"] = desired,
                ["expectedPods"] = expected,
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "DisruptionAllowed",
                    ["status"] = allowed > 0 ? "True" : "False",
                    ["observedGeneration"] = json["metadata"]!["generation"]!.DeepClone(),
                    ["lastTransitionTime"] = "2026-11-20T09:56:30Z",
                    ["reason"] = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                    ["message"] = "",
                }),
            };
        }, Recording.Controller with { Subresource = "status" });
}
