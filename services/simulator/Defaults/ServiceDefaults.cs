using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>Defaults of services; addresses are allocated elsewhere.</summary>
internal static class ServiceDefaults
{
    public static void Apply(JsonObject spec)
    {
        spec.Default("sessionAffinity", "None");
        if (spec.Text("sessionAffinity") == "ClientIP")
            spec.Ensure("sessionAffinityConfig").Ensure("clientIP").Default("timeoutSeconds", 10800);
        spec.Default("type", "ClusterIP");
        foreach (var port in spec.Objects("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["targetPort"] is null || port["targetPort"]!.ToJsonString() is "0" or "\"\"")
                port["targetPort"] = port["port"]?.DeepClone();
        }
        var type = spec.Text("type");
        if (type is "NodePort" or "LoadBalancer")
            spec.Default("externalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer")
            spec.Default("allocateLoadBalancerNodePorts", true);
        if (type != "ExternalName")
            spec.Default("internalTrafficPolicy", "Cluster");
    }
}
