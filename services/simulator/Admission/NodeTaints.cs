using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Admission;

/// <summary>A new node takes no pods until the node controller has seen that it is ready.</summary>
public sealed class NodeTaints : IAdmission
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        if (!request.IsCreate || request.Definition.Stored != Kinds.Node)
            return;
        var spec = request.Json.Ensure("spec");
        if (spec.Objects("taints").Any(t => t.Text("key") == NotReady && t.Text("effect") == "NoSchedule"))
            return;
        if (spec["taints"] is not JsonArray taints)
            spec["taints"] = taints = [];
        taints.Add(new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
    }
}
