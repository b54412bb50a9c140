using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;
using IResourceUsage = Pipeline.Simulator.World.IResourceUsage;
using ResourceUse = Pipeline.Simulator.World.ResourceUse;

namespace Pipeline.Simulator.Endpoints;

/// <summary>What a metrics-server says of nodes and pods.</summary>
/// <param name="cluster">Where the nodes and pods are.</param>
/// <param name="usage">What they use.</param>
/// <param name="clock">The world's clock.</param>
public sealed class MetricsDocuments(ICluster cluster, IResourceUsage usage, TimeProvider clock)
{
    private const string Window = "15s";

    /// <summary>How the nodes' metrics are served.</summary>
    public static ResourceDefinition Nodes { get; } = Served("NodeMetrics", "nodes", namespaced: false);

    /// <summary>How the pods' metrics are served.</summary>
    public static ResourceDefinition Pods { get; } = Served("PodMetrics", "pods", namespaced: true);

    /// <summary>The metrics of a node; null when its kubelet does not answer.</summary>
    public JsonObject? OfNode(StoredObject node)
    {
        if (usage.OfNode(node.Key.Name) is not { } use)
            return null;
        var json = Describe(Nodes, node);
        json["usage"] = Quantities(use);
        return json;
    }

    /// <summary>The metrics of a pod; null when nothing is known of it.</summary>
    public JsonObject? OfPod(StoredObject pod)
    {
        if (usage.OfPod(pod.Uid) is not { Count: > 0 } containers)
            return null;
        var json = Describe(Pods, pod);
        json["containers"] = new JsonArray([.. containers.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new JsonObject { ["name"] = c.Key, ["usage"] = Quantities(c.Value) })]);
        return json;
    }

    /// <summary>The metrics of all nodes that answer.</summary>
    public IEnumerable<JsonObject> AllNodes(Func<StoredObject, bool> selected) => cluster.List(Kinds.Node).Where(selected).Select(OfNode).OfType<JsonObject>();

    /// <summary>The metrics of the pods of a namespace, or of all.</summary>
    public IEnumerable<JsonObject> AllPods(string? ns, Func<StoredObject, bool> selected) =>
        cluster.List(Kinds.Pod, ns).Where(selected).Select(OfPod).OfType<JsonObject>();

    /// <summary>Columns of <c>kubectl get podmetrics</c>.</summary>
    internal static TableLayout Layout(ResourceDefinition definition) => new(
        [TableLayout.Name, TableLayout.Text("CPU", "CPU in use."), TableLayout.Text("Memory", "Memory in use."), TableLayout.Text("Window", "Time it was measured in.")],
        (o, _) => definition == Nodes
            ? [o.Name(), o.Text("usage", "cpu"), o.Text("usage", "memory"), o.Text("window")]
            : [o.Name(), Sum(o, "cpu", "n"), Sum(o, "memory", "Ki"), o.Text("window")]);

    private static string Sum(System.Text.Json.JsonElement pod, string resource, string unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{pod.Items("containers").Sum(c => long.Parse(c.Text("usage", resource)[..^unit.Length], CultureInfo.InvariantCulture))}{unit}");

    private JsonObject Describe(ResourceDefinition definition, StoredObject about)
    {
        var now = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var metadata = new JsonObject { ["name"] = about.Key.Name };
        if (definition.Kind.Namespaced)
            metadata["namespace"] = about.Key.Namespace;
        metadata["creationTimestamp"] = now;
        if (about.Labels.Count > 0)
            metadata["labels"] = new JsonObject(about.Labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
        return new JsonObject
        {
            ["kind"] = definition.Kind.Kind,
            ["apiVersion"] = definition.Kind.ApiVersion,
            ["metadata"] = metadata,
            ["timestamp"] = now,
            ["window"] = Window,
        };
    }

    private static JsonObject Quantities(ResourceUse use) => new()
    {
        ["cpu"] = string.Create(CultureInfo.InvariantCulture, $"{(long)(use.Cores * 1e9)}n"),
        ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{(long)(use.WorkingSetBytes / 1024)}Ki"),
    };

    private static ResourceDefinition Served(string kind, string plural, bool namespaced)
    {
        var served = new ResourceKind("metrics.k8s.io", "v1beta1", kind, plural, namespaced);
        return new ResourceDefinition(served, served, "", ["get", "list"]);
    }
}
