using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Patching.Ownership;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>
/// Plays the controllers of the recording: before an exchange that shows what they had written, it writes the same, by the cluster's
/// own way and in their names. Everything else in the answers is the API server's own work.
/// </summary>
internal sealed class RecordedControllers(SimulatedCluster cluster)
{
    private static readonly string[] Names = ["kube-controller-manager", "kube-scheduler"];

    /// <summary>Exchanges whose answers show controllers' writes that come after them or that the server itself makes.</summary>
    private static readonly HashSet<string> Untouched = ["quota-get", "pdb-after-eviction", "namespace-delete", "namespace-delete-again", "node-create", "apply-deployment-status"];

    /// <summary>Writes what the controllers had written before an exchange.</summary>
    public void Before(Exchange exchange)
    {
        if (exchange.Status >= 300 || exchange.Method == "POST" || Untouched.Contains(exchange.Name) || exchange.Response["body"] is not JsonObject body)
            return;
        var definition = DefinitionOf(exchange);
        if (definition is null)
            return;
        if (body["items"] is JsonArray items && (string?)body["kind"] == definition.ListKind)
        {
            foreach (var item in items.OfType<JsonObject>())
                Sync(definition, Typed(definition, item), exchange.Method == "GET");
        }
        else if ((string?)body["kind"] == definition.Kind.Kind)
        {
            Sync(definition, body, exchange.Method == "GET");
        }
        else if ((string?)body["kind"] == "Scale" && definition.Custom is null)
        {
            SyncReplicas(definition, body);
        }
    }

    private ResourceDefinition? DefinitionOf(Exchange exchange)
    {
        var parts = exchange.Target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => ("", "", []),
        };
        var plural = rest is ["namespaces", _, var p, ..] ? p : rest.FirstOrDefault() ?? "";
        return cluster.Resources.Find(group, version, plural);
    }

    private static JsonObject Typed(ResourceDefinition definition, JsonObject item)
    {
        var typed = item.DeepClone().AsObject();
        typed["apiVersion"] = definition.Kind.ApiVersion;
        typed["kind"] = definition.Kind.Kind;
        return typed;
    }

    private void SyncReplicas(ResourceDefinition definition, JsonObject scale) => cluster.Modify(
        definition.Stored, (string)scale["metadata"]!["namespace"]!, (string)scale["metadata"]!["name"]!,
        json => json["status"]!["replicas"] = scale["status"]!["replicas"]!.DeepClone(),
        new WriteOptions("system:" + Names[0], Names[0], "status"));

    private void Sync(ResourceDefinition definition, JsonObject recorded, bool read)
    {
        var metadata = recorded["metadata"]!.AsObject();
        var (ns, name) = ((string?)metadata["namespace"] ?? "", (string)metadata["name"]!);
        var owned = (ManagedFields.Read(recorded) ?? new ManagedFields()).Entries.Where(e => Names.Contains(e.Owner.Manager)).ToList();
        if (cluster.Find(definition.Stored, ns, name) is null)
        {
            if (owned.Count == 0 || metadata["deletionTimestamp"] is not null)
                return;
            Create(definition, recorded, owned[0].Owner);
        }
        foreach (var (owner, fields) in owned)
            Write(definition, ns, name, recorded, owner, fields);
        if (definition.Kind == Kinds.Node && read)
            Write(definition, ns, name, recorded, new FieldOwner(Names[0], FieldOwner.Update, "v1"), FieldSet.OfFields(["spec", "taints"]));
    }

    private void Create(ResourceDefinition definition, JsonObject recorded, FieldOwner owner)
    {
        var json = recorded.DeepClone().AsObject();
        var metadata = json["metadata"]!.AsObject();
        foreach (var field in (string[])["uid", "resourceVersion", "managedFields", "creationTimestamp", "generation"])
            metadata.Remove(field);
        foreach (var reference in metadata["ownerReferences"] as JsonArray ?? [])
        {
            var parent = cluster.Find(
                cluster.Resources.FindByKind((string)reference!["apiVersion"]!, (string)reference["kind"]!)!.Stored, (string)metadata["namespace"]!,
                (string)reference["name"]!);
            reference["uid"] = parent?.Uid ?? "gone";
        }
        var served = cluster.Resources.FindByKind(owner.ApiVersion, definition.Kind.Kind) ?? definition;
        cluster.Writer.Create(served, KindConversion.ToServed(served, json), new WriteOptions("system:" + owner.Manager, owner.Manager));
    }

    private void Write(ResourceDefinition definition, string ns, string name, JsonObject recorded, FieldOwner owner, FieldSet fields)
    {
        var options = new WriteOptions("system:" + owner.Manager, owner.Manager, owner.Subresource.Length == 0 ? null : owner.Subresource);
        cluster.Modify(definition.Stored, ns, name, json =>
        {
            if (json["metadata"]!["deletionTimestamp"] is not null && definition.Kind == Kinds.Pod)
                return;
            if (owner.Subresource == "status" && recorded["status"] is { } status && definition.Kind != Kinds.Pod)
                json["status"] = status.DeepClone();
            Copy(recorded, json, fields, definition.Kind == Kinds.Pod || owner.Subresource.Length == 0);
        }, options);
    }

    /// <summary>Gives the fields of a set the values that they have in the recording.</summary>
    private static void Copy(JsonObject from, JsonObject to, FieldSet fields, bool status)
    {
        foreach (var (element, child) in fields.Children)
        {
            var field = element[2..];
            if (!element.StartsWith("f:", StringComparison.Ordinal) || field == "ownerReferences" || (field == "status" && !status))
                continue;
            if (from[field] is JsonObject source && child.Children.Keys.Any(k => k.StartsWith("f:", StringComparison.Ordinal)))
            {
                if (to[field] is not JsonObject target)
                    to[field] = target = [];
                Copy(source, target, child, status);
            }
            else
            {
                to.Remove(field);
                if (from.TryGetPropertyValue(field, out var value))
                    to[field] = value?.DeepClone();
            }
        }
    }
}
