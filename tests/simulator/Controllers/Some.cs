using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

/// <summary>Objects as a user would write them.</summary>
internal static class Some
{
    public static JsonObject Object(ResourceKind kind, string ns, string name)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns.Length > 0)
            metadata["namespace"] = ns;
        return new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
    }

    public static JsonObject Of(ResourceKind kind, string name, string spec)
    {
        var json = Object(kind, kind.Namespaced ? ControlledWorld.Namespace : "", name);
        json["spec"] = JsonNode.Parse(spec);
        return json;
    }

    public static JsonObject Node(string name, string cpu, string memory, string? labels)
    {
        var node = Object(Kinds.Node, "", name);
        node["metadata"]!["labels"] = JsonNode.Parse(labels ?? "{}");
        node["metadata"]!["labels"]!["kubernetes.io/hostname"] = name;
        var resources = new JsonObject { ["cpu"] = cpu, ["memory"] = memory, ["ephemeral-storage"] = "50Gi", ["pods"] = "110" };
        node["status"] = new JsonObject
        {
            ["capacity"] = resources.DeepClone(),
            ["allocatable"] = resources,
            ["conditions"] = JsonNode.Parse(
                """[{"type":"Ready","status":"True","reason":"KubeletReady","message":"ready","lastHeartbeatTime":"2026-11-20T12:00:00Z","lastTransitionTime":"2026-11-20T12:00:00Z"}]"""),
        };
        return node;
    }

    /// <param name="more">Further members of the spec: "strategy": {...}.</param>
    public static JsonObject Deployment(string name, int replicas, string image = "app:1", string more = "", string podMore = "", string cpu = "10m") =>
        Of(Kinds.Deployment, name, $$"""
            {"replicas": {{replicas}}, "selector": {"matchLabels": {"app": "{{name}}"} }, "template": {{Template(name, image, podMore, cpu)}}{{(more.Length > 0 ? "," + more : "")}} }
            """);

    public static string Template(string app, string image = "app:1", string podMore = "", string cpu = "10m") => $$"""
        {"metadata": {"labels": {"app": "{{app}}"} }, "spec": {{PodSpec(image, podMore, cpu)}} }
        """;

    public static string PodSpec(string image = "app:1", string more = "", string cpu = "10m") => $$"""
        {"containers": [{"name": "app", "image": "{{image}}", "ports": [{"name": "http", "containerPort": 8080}],
         "resources": {"requests": {"cpu": "{{cpu}}", "memory": "16Mi"} } }]{{(more.Length > 0 ? "," + more : "")}} }
        """;

    public static JsonObject Pod(string name, string more = "", string cpu = "10m")
    {
        var pod = Of(Kinds.Pod, name, PodSpec(more: more, cpu: cpu));
        pod["metadata"]!["labels"] = new JsonObject { ["app"] = name };
        return pod;
    }
}
