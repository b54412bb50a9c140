using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Pods;

/// <summary>Creates, deletes, adopts and releases pods for the workload controllers, with the events they all record.</summary>
public sealed class PodControl(ControllerContext context, WriteOptions writer, string component)
{
    /// <summary>A pod of a template, owned by a workload, with a generated name.</summary>
    /// <param name="prefix">Of the name, such as the owner's name and a dash.</param>
    public JsonObject Make(ObjectView owner, JsonElement template, string prefix)
    {
        prefix = prefix.Length > 58 ? prefix[..58] : prefix; // a generated name has at most 63 characters
        var pod = MakeNamed(owner, template, prefix + SafeLetters.Suffix(context.Random));
        pod["metadata"]!["generateName"] = prefix;
        return pod;
    }

    /// <summary>A pod of a template under a given name, owned by a workload.</summary>
    public static JsonObject MakeNamed(ObjectView owner, JsonElement template, string name)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = owner.Namespace };
        var templateMetadata = template.At("metadata");
        foreach (var part in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
        {
            if (templateMetadata.At(part) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value)
                metadata[part] = JsonNode.Parse(value.GetRawText());
        }
        metadata["ownerReferences"] = new JsonArray(OwnerReference.ToController(owner));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template.At("spec").Exists() ? JsonNode.Parse(template.At("spec").GetRawText()) : new JsonObject(),
        };
    }

    /// <summary>Creates a pod. A refusal is recorded and thrown, but for that of a namespace that goes away.</summary>
    /// <returns>Whether it was created.</returns>
    public bool Create(ObjectView owner, JsonObject pod)
    {
        try
        {
            var created = context.Cluster.Create(Kinds.Pod, pod, writer);
            Record(owner, "Normal", "SuccessfulCreate", $"Created pod: {created.Key.Name}");
            return true;
        }
        catch (StatusException e) when (IsNamespaceTerminating(e))
        {
            return false; // all that is in it goes away, and the owner with it
        }
        catch (StatusException e)
        {
            Record(owner, "Warning", "FailedCreate", $"Error creating: {e.Message}");
            throw;
        }
    }

    /// <summary>Deletes a pod that may be gone. A refusal is recorded and thrown.</summary>
    public void Delete(ObjectView owner, PodView pod)
    {
        try
        {
            context.Cluster.Delete(Kinds.Pod, pod.Namespace, pod.Name, new DeleteOptions(writer.User, Uid: pod.Uid));
            Record(owner, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // it is gone, or another of the same name stands there
        }
        catch (StatusException e)
        {
            Record(owner, "Warning", "FailedDelete", $"Error deleting: {e.Message}");
            throw;
        }
    }

    /// <summary>The pods of a workload: those that name it as controller, without those that left its selector, with orphans that match.</summary>
    public IReadOnlyList<PodView> Claim(ObjectView owner, LabelSelector selector, Func<PodView, bool>? mayAdopt = null)
    {
        var (informer, changed) = (context.Informers.Pods, new List<(PodView Pod, bool Adopt)>());
        var claimed = new List<PodView>(informer.ControlledBy(owner.Uid).Count);
        foreach (var pod in informer.ControlledBy(owner.Uid))
        {
            if (selector.Matches(pod.Labels))
                claimed.Add(pod);
            else if (!owner.IsBeingDeleted && !pod.IsBeingDeleted)
                changed.Add((pod, false));
        }
        if (!owner.IsBeingDeleted)
        {
            foreach (var pod in informer.Orphans(owner.Namespace))
            {
                if (!pod.IsBeingDeleted && selector.Matches(pod.Labels) && mayAdopt?.Invoke(pod) != false)
                    changed.Add((pod, true));
            }
        }
        foreach (var (pod, adopt) in changed)
        {
            if (Claims.Set(context.Cluster, owner, pod, adopt, writer) is { } adopted && adopt)
                claimed.Add(new PodView(adopted));
        }
        return claimed;
    }

    public static bool IsNamespaceTerminating(StatusException e) =>
        e.Code == 403 && e.Message.Contains("because it is being terminated", StringComparison.Ordinal);

    private void Record(ObjectView owner, string type, string reason, string message) =>
        context.Events.Record(owner.Stored, type, reason, message, component);
}
