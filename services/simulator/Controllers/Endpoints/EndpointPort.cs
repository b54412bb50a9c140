using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Endpoints;

/// <summary>A port of a service as one pod has it.</summary>
/// <param name="Name">Empty for the only port of a service.</param>
/// <param name="AppProtocol">Null when the service says none.</param>
public sealed record EndpointPort(string Name, int Port, string Protocol, string? AppProtocol)
{
    /// <summary>The service's ports on a pod; one that the pod does not name is left out.</summary>
    public static IReadOnlyList<EndpointPort> Of(ServiceView service, PodView pod)
    {
        var ports = new List<EndpointPort>();
        foreach (var port in service.Spec.Items("ports"))
        {
            var protocol = port.Text("protocol") ?? "TCP";
            if (Number(port, protocol, pod) is { } number)
                ports.Add(new(port.Text("name") ?? "", number, protocol, port.Text("appProtocol")));
        }
        return ports;
    }

    public JsonObject ToJson(bool nameAlways)
    {
        var json = new JsonObject();
        if (Name.Length > 0 || nameAlways)
            json["name"] = Name;
        json["port"] = Port;
        json["protocol"] = Protocol;
        if (AppProtocol is not null)
            json["appProtocol"] = AppProtocol;
        return json;
    }

    private static int? Number(JsonElement port, string protocol, PodView pod)
    {
        var target = port.At("targetPort");
        if (target.ValueKind == JsonValueKind.Number)
            return target.GetInt32() is var number and not 0 ? number : port.Whole("port");
        if (target.ValueKind != JsonValueKind.String)
            return port.Whole("port");
        foreach (var container in pod.Spec.Items("containers").Concat(pod.Spec.Items("initContainers").Where(c => c.Text("restartPolicy") == "Always")))
        {
            foreach (var exposed in container.Items("ports"))
            {
                if (exposed.Text("name") == target.GetString() && (exposed.Text("protocol") ?? "TCP") == protocol)
                    return exposed.Whole("containerPort");
            }
        }
        return null;
    }
}
