using System.Globalization;
using System.Text.Json;
using static Pipeline.Simulator.Tables.JsonReading;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Services and what leads to their pods.</summary>
internal static class NetworkTables
{
    public static readonly TableLayout Service = new(
        [
            Name, Text("Type", "How it is exposed."), Text("Cluster-IP", "Its address inside the cluster."), Text("External-IP", "Its addresses outside."),
            Text("Port(s)", "Ports it listens on."), Age, Wide("Selector", "Labels of the pods behind it."),
        ],
        (o, now) =>
        [
            o.Name(), o.Text("spec", "type"), o.Text("spec", "clusterIP").Or("<none>"), ExternalIps(o),
            string.Join(',', o.Items("spec", "ports").Select(Port)).Or("<none>"), o.Age(now), Phrases.Labels(o.At("spec", "selector")),
        ]);

    public static readonly TableLayout Endpoints = new(
        [Name, Text("Endpoints", "Addresses that are ready, with ports."), Age],
        (o, now) => [o.Name(), Phrases.FirstThree(Addresses(o), o.Items("subsets").Length == 0 ? "<none>" : ""), o.Age(now)]);

    public static readonly TableLayout EndpointSlice = new(
        [Name, Text("AddressType", "Kind of the addresses."), Text("Ports", "Ports of every endpoint."), Text("Endpoints", "Addresses of the endpoints."), Age],
        (o, now) =>
        [
            o.Name(), o.Text("addressType"), Phrases.FirstThree([.. o.Items("ports").Select(p => p.Text("port").Or(p.Text("name")).Or("*"))], "<unset>"),
            Phrases.FirstThree([.. o.Items("endpoints").SelectMany(e => e.Texts("addresses"))], "<unset>"), o.Age(now),
        ]);

    public static readonly TableLayout Ingress = new(
        [
            Name, Text("Class", "Class whose controller serves it."), Text("Hosts", "Host names that it serves."), Text("Address", "Addresses of its load balancer."),
            Text("Ports", "Ports that are open."), Age,
        ],
        (o, now) =>
        [
            o.Name(), o.Text("spec", "ingressClassName").Or("<none>"), Hosts(o), string.Join(',', Phrases.Ingresses(o)),
            o.Items("spec", "tls").Length > 0 ? "80, 443" : "80", o.Age(now),
        ]);

    public static readonly TableLayout IngressClass = new(
        [Name, Text("Controller", "Controller that serves the class."), Text("Parameters", "Object with further parameters."), Age],
        (o, now) => [o.Name(), o.Text("spec", "controller"), Parameters(o), o.Age(now)]);

    public static readonly TableLayout NetworkPolicy = new(
        [Name, Text("Pod-Selector", "Labels of the pods it applies to."), Age],
        (o, now) => [o.Name(), Phrases.Selector(o.At("spec", "podSelector")), o.Age(now)]);

    private static string Port(JsonElement port) => port.Number("nodePort") is var node and > 0
        ? Format($"{port.Number("port")}:{node}/{port.Text("protocol")}")
        : Format($"{port.Number("port")}/{port.Text("protocol")}");

    private static string ExternalIps(JsonElement service)
    {
        var given = service.Texts("spec", "externalIPs");
        return service.Text("spec", "type") switch
        {
            "ClusterIP" or "NodePort" => string.Join(',', given).Or("<none>"),
            "LoadBalancer" => string.Join(',', Phrases.Ingresses(service).Concat(given)).Or("<pending>"),
            "ExternalName" => service.Text("spec", "externalName"),
            _ => "<unknown>",
        };
    }

    private static List<string> Addresses(JsonElement endpoints) =>
    [
        .. endpoints.Items("subsets").SelectMany(subset =>
        {
            var (ports, addresses) = (subset.Items("ports"), subset.Items("addresses").Select(a => a.Text("ip")));
            return ports.Length == 0 ? addresses : ports.SelectMany(p => addresses.Select(a =>
                string.Create(CultureInfo.InvariantCulture, $"{(a.Contains(':', StringComparison.Ordinal) ? $"[{a}]" : a)}:{p.Number("port")}")));
        }),
    ];

    private static string Hosts(JsonElement ingress)
    {
        var rules = ingress.Items("spec", "rules");
        var hosts = rules.Select(r => r.Text("host")).Where(h => h.Length > 0).ToList();
        return hosts.Count > 3 ? Format($"{string.Join(',', hosts.Take(3))} + {rules.Length - 3} more...") : string.Join(',', hosts).Or("*");
    }

    private static string Parameters(JsonElement ingressClass)
    {
        if (ingressClass.At("spec", "parameters") is not { } parameters)
            return "<none>";
        var group = parameters.Text("apiGroup");
        return $"{parameters.Text("kind")}{(group.Length == 0 ? "" : $".{group}")}/{parameters.Text("name")}";
    }
}
