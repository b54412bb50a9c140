using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of services and ingresses.</summary>
internal static class NetworkValidation
{
    public static void Service(JsonObject spec, Problems problems)
    {
        var (ports, type) = (spec.Objects("ports").ToList(), spec.Text("type"));
        problems.OneOf(spec, "type", "spec", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        problems.OneOf(spec, "sessionAffinity", "spec", "ClientIP", "None");
        if (ports.Count == 0 && type != "ExternalName" && spec.Text("clusterIP") != "None")
            problems.Add(FieldProblem.Required("spec.ports"));
        if (type == "ExternalName" && spec.Text("externalName") is null or "")
            problems.Add(FieldProblem.Required("spec.externalName"));
        var (names, pairs) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(long?, string?)>());
        for (var i = 0; i < ports.Count; i++)
        {
            var (at, name) = ($"spec.ports[{i}]", ports[i].Text("name") ?? "");
            if (name.Length == 0 && ports.Count > 1)
                problems.Add(FieldProblem.Required($"{at}.name"));
            else if (name.Length > 0 && !names.Add(name))
                problems.Add(FieldProblem.Duplicate($"{at}.name", name));
            problems.Port(ports[i].Whole("port"), $"{at}.port");
            problems.OneOf(ports[i], "protocol", at, "SCTP", "TCP", "UDP");
            if (ports[i]["targetPort"] is JsonValue target && target.TryGetValue<string>(out var called) && called.Length > 0)
                problems.AddRange(NameRules.Port(called).Select(why => FieldProblem.Invalid($"{at}.targetPort", called, why)));
            if (!pairs.Add((ports[i].Whole("port"), ports[i].Text("protocol"))))
                problems.Add(FieldProblem.Duplicate(at, new GoValue($"core.ServicePort{{…}}")));
        }
        MetadataValidation.Labels(spec["selector"], "spec.selector", problems);
    }

    public static void Policy(JsonObject spec, Problems problems)
    {
        foreach (var (direction, peers) in (ReadOnlySpan<(string, string)>)[("ingress", "from"), ("egress", "to")])
        {
            var rule = 0;
            foreach (var allowed in spec.Objects(direction))
            {
                var (at, port, peer) = ($"spec.{direction}[{rule++}]", 0, 0);
                foreach (var open in allowed.Objects("ports"))
                {
                    if (open["port"] is JsonValue number && number.TryGetValue<int>(out var value))
                        problems.Port(value, $"{at}.ports[{port}].port");
                    port++;
                }
                foreach (var other in allowed.Objects(peers))
                {
                    if (other["podSelector"] is null && other["namespaceSelector"] is null && other["ipBlock"] is null)
                        problems.Add(FieldProblem.Required($"{at}.{peers}[{peer}]", "must specify a peer"));
                    peer++;
                }
            }
        }
        var index = 0;
        foreach (var type in spec.Texts("policyTypes"))
        {
            if (type is not ("Ingress" or "Egress"))
                problems.Add(FieldProblem.NotSupported($"spec.policyTypes[{index}]", type, "Egress", "Ingress"));
            index++;
        }
    }

    public static void Ingress(JsonObject spec, Problems problems)
    {
        if (!spec.Objects("rules").Any() && spec["defaultBackend"] is null)
        {
            problems.Add(FieldProblem.Invalid(
                "spec", new GoValue("networking.IngressSpec{…}"), "either `defaultBackend` or `rules` must be specified"));
        }
        var rule = 0;
        foreach (var http in spec.Objects("rules").Select(r => r["http"] as JsonObject))
        {
            var path = 0;
            foreach (var found in (http ?? []).Objects("paths"))
            {
                var at = $"spec.rules[{rule}].http.paths[{path++}]";
                if (found.Text("pathType") is null or "")
                    problems.Add(FieldProblem.Required($"{at}.pathType", "pathType must be specified"));
                else
                    problems.OneOf(found, "pathType", at, "Exact", "ImplementationSpecific", "Prefix");
            }
            rule++;
        }
    }
}
