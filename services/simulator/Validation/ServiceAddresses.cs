using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Validation;

/// <summary>Gives services their addresses and node ports out of the cluster's ranges.</summary>
internal static class ServiceAddresses
{
    private const int FirstNodePort = 30_000;
    private const int LastNodePort = 32_767;

    /// <summary>Completes a service's addresses.</summary>
    /// <param name="before">The service so far; null when it is new.</param>
    public static void Allocate(JsonObject json, JsonObject? before, ObjectStore store, Problems problems)
    {
        var spec = json["spec"] as JsonObject ?? [];
        var type = spec.Text("type");
        if (type == "ExternalName")
        {
            foreach (var name in (string[])["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"])
                spec.Remove(name);
            return;
        }
        var others = store.List(Kinds.Service).Objects.Values.Where(s => s.Uid != json["metadata"]!.AsObject().Text("uid")).ToList();
        var old = before?["spec"] as JsonObject;
        if (old?.Text("clusterIP") is { Length: > 0 } kept)
            Keep(spec, kept);
        else
            AllocateAddress(spec, others, problems);
        if (spec.Text("clusterIP") is { Length: > 0 })
        {
            spec.Default("ipFamilies", new JsonArray("IPv4"));
            spec.Default("ipFamilyPolicy", "SingleStack");
        }
        if (type is "NodePort" or "LoadBalancer")
            AllocatePorts(spec, old, others, problems);
    }

    /// <summary>A client that changes the first of the two fields means both; one that leaves them out keeps them.</summary>
    private static void Keep(JsonObject spec, string old)
    {
        if (spec.Text("clusterIP") is null or "")
            spec["clusterIP"] = old;
        if (spec["clusterIPs"] is not JsonArray { Count: > 0 } || spec.Text("clusterIP") != old)
            spec["clusterIPs"] = new JsonArray(spec.Text("clusterIP"));
    }

    private static void AllocateAddress(JsonObject spec, List<StoredObject> others, Problems problems)
    {
        var taken = others.Select(s => Spec(s, "clusterIP")).ToHashSet(StringComparer.Ordinal);
        var wanted = spec.Text("clusterIP") is { Length: > 0 } asked ? asked : spec.Texts("clusterIPs").FirstOrDefault();
        if (string.IsNullOrEmpty(wanted))
            wanted = Free(taken);
        else if (wanted != "None" && taken.Contains(wanted))
            problems.Add(FieldProblem.Invalid("spec.clusterIPs", GoValue.List(wanted), $"failed to allocate IP {wanted}: provided IP is already allocated"));
        spec["clusterIP"] = wanted;
        spec["clusterIPs"] = new JsonArray(wanted);
    }

    private static string Free(HashSet<string> taken)
    {
        for (var number = 1; number < 65_534; number++)
        {
            var address = $"10.96.{number / 256}.{number % 256}";
            if (!taken.Contains(address))
                return address;
        }
        throw new InvalidOperationException("All addresses of services are taken.");
    }

    private static void AllocatePorts(JsonObject spec, JsonObject? old, List<StoredObject> others, Problems problems)
    {
        var taken = others.SelectMany(s => (s.ToJson()["spec"] as JsonObject ?? []).Objects("ports")).Select(p => p.Whole("nodePort") ?? 0).ToHashSet();
        var index = 0;
        foreach (var port in spec.Objects("ports"))
        {
            var at = $"spec.ports[{index++}].nodePort";
            if (port.Whole("nodePort") is not { } asked || asked == 0)
                continue;
            if (asked is < FirstNodePort or > LastNodePort)
                problems.Add(FieldProblem.Invalid(at, asked, $"provided port is not in the valid range. The range of valid ports is {FirstNodePort}-{LastNodePort}"));
            else if (taken.Contains(asked))
                problems.Add(FieldProblem.Invalid(at, asked, "provided port is already allocated"));
        }
        foreach (var port in spec.Objects("ports").Where(p => p.Whole("nodePort") is null or 0))
        {
            var before = old?.Objects("ports").FirstOrDefault(p => p.Whole("port") == port.Whole("port"))?.Whole("nodePort");
            var free = before is > 0 ? (int)before : Enumerable.Range(FirstNodePort, LastNodePort - FirstNodePort + 1).First(p => !taken.Contains(p));
            port["nodePort"] = free;
            taken.Add(free);
        }
    }

    private static string Spec(StoredObject service, string name) =>
        service.Root.TryGetProperty("spec", out var spec) && spec.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
