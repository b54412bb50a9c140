using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Garbage;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, and says in its conditions what holds it up.</summary>
public sealed class NamespaceController(ControllerContext context) : Controller(context, "namespace-controller")
{
    private const string Kubernetes = "kubernetes";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    public override void Start() => Informers.Namespaces.OnChange((_, after) =>
    {
        if (after is { IsBeingDeleted: true })
            Queue.Add(after.Key);
    });

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Namespaces.Find(key) is not { IsBeingDeleted: true } ns || !ns.Spec.TextItems("finalizers").Contains(Kubernetes))
            return;
        var failures = new List<string>();
        foreach (var kind in ServedKinds())
            DeleteAll(ns.Name, kind, failures);
        var left = ServedKinds().SelectMany(k => Cluster.List(k, ns.Name)).Select(o => new ObjectView(o)).ToList();
        WriteConditions(ns, left, failures);
        if (left.Count == 0)
            Finish(ns);
        else
            Queue.AddAfter(key, Again);
    }

    private IEnumerable<ResourceKind> ServedKinds() => Kinds.All
        .Concat(Cluster.List(Kinds.CustomResourceDefinition).Select(CustomKinds.Of).OfType<ResourceKind>())
        .Where(k => k.Namespaced);

    private void DeleteAll(string ns, ResourceKind kind, List<string> failures)
    {
        foreach (var item in Cluster.List(kind, ns).ToList())
        {
            try
            {
                if (new ObjectView(item) is { IsBeingDeleted: false })
                    Cluster.Delete(kind, ns, item.Key.Name, new DeleteOptions(Own.User, PropagationPolicy: "Background", Uid: item.Uid));
            }
            catch (StatusException e) when (e.Code is 404 or 409)
            {
                // gone already
            }
            catch (StatusException e)
            {
                failures.Add(e.Message);
            }
        }
    }

    private void WriteConditions(ObjectView ns, List<ObjectView> left, List<string> failures)
    {
        var kinds = left.CountBy(o => o.Kind).OrderBy(k => k.Key.Plural, StringComparer.Ordinal)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Key.Plural}.{k.Key.Group} has {k.Value} resource instances")).ToList();
        var finalizers = left.SelectMany(o => o.Finalizers).CountBy(f => f, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} in {f.Value} resource instances")).ToList();
        var conditions = Conditions.Of(ns.Status);
        Set("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered");
        Set("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        if (failures.Count > 0)
        {
            Set("NamespaceDeletionContentFailure", true, "ContentDeletionFailed",
                $"Failed to delete all resource types, {failures.Count} remaining: {string.Join(", ", failures)}");
        }
        else
            Set("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization");
        if (kinds.Count > 0)
            Set("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", kinds)}");
        else
            Set("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed");
        if (finalizers.Count > 0)
        {
            Set("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}");
        }
        else
            Set("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished");
        var status = new JsonObject { ["phase"] = "Terminating" };
        conditions.WriteTo(status);
        WriteStatus(ns, status);

        void Set(string type, bool isTrue, string reason, string message) => conditions.SetInPlace(
            new JsonObject
            {
                ["type"] = type,
                ["status"] = isTrue ? "True" : "False",
                ["lastTransitionTime"] = null,
                ["reason"] = reason,
                ["message"] = message,
            }, NowText);
    }

    private void Finish(ObjectView ns)
    {
        Cluster.Modify(Kinds.Namespace, "", ns.Name, json =>
        {
            var kept = (json["spec"]!["finalizers"] as JsonArray ?? []).Where(f => (string?)f != Kubernetes).Select(f => f!.DeepClone()).ToArray();
            if (kept.Length == 0)
                json["spec"]!.AsObject().Remove("finalizers");
            else
                json["spec"]!["finalizers"] = new JsonArray(kept);
        }, Own with { Subresource = "finalize" });
    }
}
