using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>Keeps track of who owns which field when objects are written, and merges what is applied.</summary>
/// <remarks>The algorithm of sigs.k8s.io/structured-merge-diff as the field manager of the API server uses it.</remarks>
public static class FieldOwnership
{
    private static readonly FieldSet Untracked = FieldSet.OfFields(
        ["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"], ["metadata", "creationTimestamp"],
        ["metadata", "selfLink"], ["metadata", "uid"], ["metadata", "generation"], ["metadata", "managedFields"],
        ["metadata", "resourceVersion"]);

    /// <summary>The owners after somebody changed an object.</summary>
    /// <param name="owners">Those before.</param>
    /// <param name="reset">Fields that a write through this path does not change.</param>
    /// <param name="time">Of the write; null where the server records none.</param>
    public static ManagedFields AfterUpdate(
        ManagedFields owners, FieldOwner owner, JsonObject before, JsonObject after, MergeShape shape, FieldSet reset, DateTimeOffset? time)
    {
        var comparison = Comparison.Between(before, after, shape);
        if (comparison.IsSame)
            return owners;
        var (changed, removed) = (Tracked(comparison.Added.Union(comparison.Modified), reset), comparison.Removed.Without(reset));
        var result = owners.Copy();
        foreach (var (other, fields) in owners.Entries)
            result.Reduce(other, fields.Except(changed).Except(removed));
        if (!changed.IsEmpty)
            result.Set(owner, (result.Of(owner) ?? new FieldSet()).Union(changed), time);
        return result;
    }

    /// <summary>Merges what a manager applies into an object.</summary>
    /// <param name="live">The object as it is; an empty one when it is new.</param>
    /// <param name="applied">What the manager wants, nothing else.</param>
    /// <param name="force">Takes fields away from others instead of refusing.</param>
    /// <returns>The merged object and its owners.</returns>
    /// <exception cref="StatusException">Others own a field that would change.</exception>
    public static (JsonObject Json, ManagedFields Owners) Apply(
        JsonObject live, JsonObject applied, ManagedFields owners, FieldOwner owner, MergeShape shape, FieldSet reset, bool force,
        DateTimeOffset time)
    {
        var last = owners.Of(owner);
        var wanted = Tracked(OwnedFields.Of(applied, shape), reset);
        var result = owners.Copy();
        result.Set(owner, wanted, time);
        var merged = AppliedMerge.Merge(live, applied, shape);
        if (last is not null)
            AppliedMerge.Prune(merged, last, result.Entries.Select(e => e.Fields), shape);
        var comparison = Comparison.Between(live, merged, shape);
        var changed = comparison.Added.Union(comparison.Modified).Without(reset);
        var conflicts = result.Entries.Where(e => e.Owner != owner)
            .Select(e => (e.Owner, Fields: e.Fields.Intersect(changed))).Where(c => !c.Fields.IsEmpty).ToList();
        if (conflicts.Count > 0 && !force)
            throw ConflictsOf(conflicts);
        foreach (var (other, fields) in result.Entries.Where(e => e.Owner != owner).ToList())
            result.Reduce(other, fields.Except(changed).Except(comparison.Removed));
        if (last is not null && last.SetEquals(wanted) && comparison.IsSame)
            return (live, owners);
        return (merged, result);
    }

    private static FieldSet Tracked(FieldSet fields, FieldSet reset)
    {
        var tracked = fields.Without(Untracked).Without(reset);
        var metadata = FieldSet.OfFields(["metadata"]);
        return tracked.Has(["f:metadata"]) ? tracked.Except(metadata) : tracked;
    }

    private static StatusException ConflictsOf(List<(FieldOwner Owner, FieldSet Fields)> conflicts)
    {
        var all = conflicts.SelectMany(c => c.Fields.Paths().Select(p => (c.Owner, Path: PathElements.Display(p)))).ToList();
        var lines = conflicts.OrderBy(c => c.Owner.ToString(), StringComparer.Ordinal)
            .Select(c => (c.Owner, Paths: c.Fields.Paths().Select(PathElements.Display).ToList()))
            .Select(c => $"conflict{(c.Paths.Count == 1 ? "" : "s")} with {c.Owner}:{(c.Paths.Count == 1 ? $" {c.Paths[0]}" : string.Concat(c.Paths.Select(p => $"\n- {p}")))}")
            .ToList();
        var what = all.Count == 1 ? "1 conflict" : $"{all.Count} conflicts";
        return new StatusException(409, "Conflict", $"Apply failed with {what}: {string.Join('\n', lines)}", new JsonObject
        {
            ["causes"] = new JsonArray([.. all.Select(c => new JsonObject
            {
                ["reason"] = "FieldManagerConflict",
                ["message"] = $"conflict with {c.Owner}",
                ["field"] = c.Path,
            })]),
        });
    }
}
