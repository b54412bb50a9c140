using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Revisions;

/// <summary>Keeps the templates that a workload had as ControllerRevisions, for <c>rollout undo</c>.</summary>
/// <param name="hashLabel">Label of the revisions that carries the hash.</param>
public sealed class RevisionHistory(ControllerContext context, WriteOptions own, string hashLabel)
{
    /// <summary>Label of a StatefulSet's revisions.</summary>
    public const string HashLabel = "controller.kubernetes.io/hash";

    /// <summary>Label of pods that says of which revision they are, and of a DaemonSet's revisions.</summary>
    public const string PodLabel = "controller-revision-hash";

    /// <summary>The workload's revisions, oldest first.</summary>
    public List<RevisionView> Of(ObjectView owner) =>
        [.. context.Informers.Revisions.ControlledBy(owner.Uid).OrderBy(r => r.Number).ThenBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>The revision of the present template: a new one, or an old one that becomes the newest.</summary>
    /// <param name="history">What <see cref="Of"/> gave; follows.</param>
    /// <param name="collisions">Count of names that were taken by other templates; goes up with each.</param>
    public RevisionView Current(ObjectView owner, JsonElement template, List<RevisionView> history, ref int collisions)
    {
        var wanted = WithPatch(template);
        var canonical = CanonicalTemplate.Of(wanted);
        var next = history.Count == 0 ? 1 : history[^1].Number + 1;
        if (history.FindLastIndex(r => r.Canonical.Span.SequenceEqual(canonical.Span)) is var index and >= 0)
            return index == history.Count - 1 ? history[index] : Renew(history, index, next);
        while (true)
        {
            var hash = CanonicalTemplate.Hash(canonical.Span, collisions);
            var name = $"{owner.Name}-{hash}";
            if (context.Cluster.Find(Kinds.ControllerRevision, owner.Namespace, name) is not null)
            {
                collisions++;
                continue;
            }
            var created = new RevisionView(context.Cluster.Create(Kinds.ControllerRevision, Make(owner, template, wanted, name, hash, next), own));
            history.Add(created);
            return created;
        }
    }

    /// <summary>Forgets the oldest revisions beyond a limit, of those that nothing uses.</summary>
    public void Truncate(IReadOnlyList<RevisionView> history, IReadOnlySet<string> used, int limit)
    {
        var unused = history.Where(r => !used.Contains(r.Name) && !used.Contains(r.Hash)).ToList();
        foreach (var revision in unused.Take(Math.Max(0, unused.Count - limit)))
        {
            try
            {
                context.Cluster.Delete(Kinds.ControllerRevision, revision.Namespace, revision.Name, new DeleteOptions(own.User, Uid: revision.Uid));
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // gone already
            }
        }
    }

    private static JsonElement WithPatch(JsonElement template)
    {
        var json = JsonNode.Parse(template.GetRawText())!.AsObject();
        json["$patch"] = "replace";
        return JsonSerializer.SerializeToElement(json);
    }

    private RevisionView Renew(List<RevisionView> history, int index, long number)
    {
        var old = history[index];
        var written = context.Cluster.Modify(Kinds.ControllerRevision, old.Namespace, old.Name, json => json["revision"] = number, own);
        history.RemoveAt(index);
        history.Add(written is null ? old : new RevisionView(written));
        return history[^1];
    }

    private JsonObject Make(ObjectView owner, JsonElement template, JsonElement data, string name, string hash, long number)
    {
        var labels = new JsonObject();
        foreach (var (key, value) in template.At("metadata").Texts("labels"))
            labels[key] = value;
        labels[hashLabel] = hash;
        return new JsonObject
        {
            ["apiVersion"] = Kinds.ControllerRevision.ApiVersion,
            ["kind"] = Kinds.ControllerRevision.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = owner.Namespace,
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(OwnerReference.ToController(owner)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = JsonNode.Parse(data.GetRawText()) } },
            ["revision"] = number,
        };
    }
}
