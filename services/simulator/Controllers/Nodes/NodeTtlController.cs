using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>Tells kubelets by an annotation how long they may keep config maps and secrets: longer in a larger cluster.</summary>
public sealed class NodeTtlController(ControllerContext context) : Controller(context, "ttl-controller")
{
    private const string Annotation = "node.alpha.kubernetes.io/ttl";

    public override void Start() => Informers.Nodes.OnChange((before, after) =>
    {
        if (before is null && after is not null)
            Queue.Add(after.Key);
    });

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Nodes.Find(key) is not { } node)
            return;
        var ttl = SecondsFor(Informers.Nodes.All.Count).ToString(CultureInfo.InvariantCulture);
        if (node.Annotations.GetValueOrDefault(Annotation) == ttl)
            return;
        Cluster.Modify(Kinds.Node, "", node.Name, json =>
        {
            if (json["metadata"]!["annotations"] is not JsonObject annotations)
                json["metadata"]!["annotations"] = annotations = [];
            annotations[Annotation] = ttl;
        }, Own);
    }

    private static int SecondsFor(int nodes) => nodes switch
    {
        <= 100 => 0,
        <= 500 => 15,
        <= 1000 => 30,
        <= 2000 => 60,
        _ => 300,
    };
}
