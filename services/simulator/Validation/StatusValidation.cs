using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Validation;

/// <summary>The few rules of what controllers and kubelets report.</summary>
internal static class StatusValidation
{
    public static void Check(ResourceDefinition definition, JsonObject json, Problems problems)
    {
        if (json["status"] is not JsonObject status)
            return;
        if (definition.Stored == Kinds.Deployment || definition.Stored == Kinds.ReplicaSet || definition.Stored == Kinds.StatefulSet)
            Replicas(status, problems);
        else if (definition.Stored == Kinds.Pod)
            Addresses(status, problems);
    }

    /// <summary>No part is larger than the whole.</summary>
    private static void Replicas(JsonObject status, Problems problems)
    {
        string[] counts = ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "observedGeneration", "collisionCount"];
        foreach (var name in counts)
            problems.NotNegative(status, name, "status");
        var (all, ready) = (status.Whole("replicas") ?? 0, status.Whole("readyReplicas") ?? 0);
        foreach (var name in (string[])["updatedReplicas", "readyReplicas", "availableReplicas"])
        {
            if (status.Whole(name) is { } part && part > all)
                problems.Add(FieldProblem.Invalid($"status.{name}", part, "cannot be greater than status.replicas"));
        }
        if (status.Whole("availableReplicas") is { } available && available > ready)
            problems.Add(FieldProblem.Invalid("status.availableReplicas", available, "cannot be greater than readyReplicas"));
    }

    private static void Addresses(JsonObject status, Problems problems)
    {
        var addresses = status.Objects("podIPs").Select(a => a.Text("ip") ?? "").ToList();
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!IPAddress.TryParse(addresses[i], out _))
            {
                problems.Add(FieldProblem.Invalid(
                    $"status.podIPs[{i}]", addresses[i], "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
            }
        }
    }
}
