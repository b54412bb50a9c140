using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>A port of the node that a pod takes for itself.</summary>
/// <param name="Address">"0.0.0.0" for all.</param>
public readonly record struct HostPort(string Address, string Protocol, int Port)
{
    public static IReadOnlyList<HostPort> AllOf(JsonElement podSpec)
    {
        List<HostPort>? ports = null;
        foreach (var container in podSpec.Items("containers"))
        {
            foreach (var port in container.Items("ports"))
            {
                if (port.Whole("hostPort") is { } number and > 0)
                    (ports ??= []).Add(new(port.Text("hostIP") is { Length: > 0 } ip ? ip : "0.0.0.0", port.Text("protocol") ?? "TCP", number));
            }
        }
        return ports ?? (IReadOnlyList<HostPort>)[];
    }

    public bool Clashes(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Address == other.Address || Address == "0.0.0.0" || other.Address == "0.0.0.0");
}
