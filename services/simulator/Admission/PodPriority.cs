using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>Pods get the priority of their class.</summary>
public sealed class PodPriority : IAdmission
{
    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        if (!request.IsCreate || request.Definition.Stored != Kinds.Pod)
            return;
        var spec = request.Json["spec"]!.AsObject();
        StoredObject? found;
        if (spec.Text("priorityClassName") is { Length: > 0 } name)
        {
            found = request.Store.Find(Kinds.PriorityClass, "", name) ?? throw request.Forbidden($"no PriorityClass with name {name} was found");
        }
        else
        {
            found = request.Store.List(Kinds.PriorityClass).Objects.Values
                .FirstOrDefault(c => c.Root.TryGetProperty("globalDefault", out var isDefault) && isDefault.ValueKind == JsonValueKind.True);
            if (found is not null)
                spec["priorityClassName"] = found.Key.Name;
        }
        var json = found?.ToJson() ?? [];
        spec["priority"] = json["value"]?.DeepClone() ?? 0;
        spec.Default("preemptionPolicy", json["preemptionPolicy"]?.DeepClone() ?? JsonValue.Create("PreemptLowerPriority"));
    }
}
