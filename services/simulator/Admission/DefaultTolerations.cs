using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Admission;

/// <summary>Pods stay five minutes on a node that is gone, unless they say otherwise.</summary>
public sealed class DefaultTolerations : IAdmission
{
    private const int Seconds = 300;

    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        if (request.Definition.Stored != Kinds.Pod || request.Options.Subresource is not null)
            return;
        var spec = request.Json["spec"]!.AsObject();
        foreach (var key in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (spec.Objects("tolerations").Any(t => Tolerates(t, key)))
                continue;
            if (spec["tolerations"] is not JsonArray tolerations)
                spec["tolerations"] = tolerations = [];
            tolerations.Add(new JsonObject
            {
                ["key"] = key,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = Seconds,
            });
        }
    }

    private static bool Tolerates(JsonObject toleration, string key) =>
        toleration.Text("key") is null or "" || (toleration.Text("key") == key && toleration.Text("effect") is null or "" or "NoExecute");
}
