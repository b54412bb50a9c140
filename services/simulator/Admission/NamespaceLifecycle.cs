using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Admission;

/// <summary>Nothing is created in namespaces that do not exist or are going; some namespaces never go.</summary>
public sealed class NamespaceLifecycle : IAdmission
{
    private static readonly string[] Immortal = ["default", "kube-system", "kube-public"];

    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        var ns = request.Namespace;
        if (!request.IsCreate || ns.Length == 0)
            return;
        if (request.Store.Find(Kinds.Namespace, "", ns) is not { } found)
            throw Refusal.NotFound(Kinds.Namespace, ns);
        if (found.Root.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _))
        {
            throw Refusal.Forbidden(
                request.Definition.Stored, request.Name, $"unable to create new content in namespace {ns} because it is being terminated",
                new FieldProblem("metadata.namespace", "NamespaceTerminating", $"namespace {ns} is being terminated"));
        }
    }

    /// <inheritdoc/>
    public void Delete(ResourceDefinition definition, StoredObject existing)
    {
        if (definition.Stored == Kinds.Namespace && Immortal.Contains(existing.Key.Name))
            throw Refusal.Forbidden(Kinds.Namespace, existing.Key.Name, "this namespace may not be deleted");
    }
}
