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
        if (definition.Stored != Kinds.Pod || json["status"] is not JsonObject status)
            return;
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
