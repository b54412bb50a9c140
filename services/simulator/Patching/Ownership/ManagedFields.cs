using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>The owners of an object's fields: metadata.managedFields.</summary>
public sealed class ManagedFields
{
    private readonly Dictionary<FieldOwner, (FieldSet Fields, string? Time)> _entries = [];

    /// <summary>The owners with what they own.</summary>
    public IEnumerable<(FieldOwner Owner, FieldSet Fields)> Entries => _entries.Select(e => (e.Key, e.Value.Fields));

    /// <summary>Whether nobody owns anything.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Those of an object.</summary>
    /// <returns>Null when what the object holds are no managed fields: the server then takes the ones it has stored.</returns>
    public static ManagedFields? Read(JsonObject json)
    {
        var result = new ManagedFields();
        if (json["metadata"]?["managedFields"] is not { } node)
            return result;
        if (node is not JsonArray entries)
            return null;
        foreach (var entry in entries)
        {
            if (entry is not JsonObject o || (string?)o["operation"] is not (FieldOwner.Apply or FieldOwner.Update)
                || (string?)o["fieldsType"] != "FieldsV1" || o["fieldsV1"] is not JsonObject fields)
            {
                return null;
            }
            try
            {
                var owner = new FieldOwner(
                    (string?)o["manager"] ?? "", (string)o["operation"]!, (string?)o["apiVersion"] ?? "", (string?)o["subresource"] ?? "");
                result._entries[owner] = (FieldSet.Parse(fields), (string?)o["time"]);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return null;
            }
        }
        return result;
    }

    /// <summary>What an owner has; null for nothing.</summary>
    public FieldSet? Of(FieldOwner owner) => _entries.TryGetValue(owner, out var entry) ? entry.Fields : null;

    /// <summary>Sets what an owner has, at a time; nothing when the set is empty.</summary>
    public void Set(FieldOwner owner, FieldSet fields, DateTimeOffset? time)
    {
        if (fields.IsEmpty)
            _entries.Remove(owner);
        else
            _entries[owner] = (fields, time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    /// <summary>Sets what an owner has left; the time of its entry stays.</summary>
    public void Reduce(FieldOwner owner, FieldSet fields)
    {
        if (fields.IsEmpty)
            _entries.Remove(owner);
        else
            _entries[owner] = (fields, _entries[owner].Time);
    }

    /// <summary>A copy to change.</summary>
    public ManagedFields Copy()
    {
        var copy = new ManagedFields();
        foreach (var (owner, entry) in _entries)
            copy._entries[owner] = entry;
        return copy;
    }

    /// <summary>Whether the same owners have the same fields, at whatever time.</summary>
    public bool SameAs(ManagedFields other) =>
        _entries.Count == other._entries.Count
        && _entries.All(e => other._entries.TryGetValue(e.Key, out var theirs) && e.Value.Fields.SetEquals(theirs.Fields));

    /// <summary>Writes them into an object, in the order of the real server: applied first, then by time and name.</summary>
    public void Write(JsonObject json)
    {
        var metadata = json["metadata"]!.AsObject();
        metadata.Remove("managedFields");
        if (_entries.Count == 0)
            return;
        metadata["managedFields"] = new JsonArray([.. _entries
            .OrderBy(e => e.Key.Operation, StringComparer.Ordinal)
            .ThenBy(e => e.Value.Time, StringComparer.Ordinal)
            .ThenBy(e => e.Key.Manager, StringComparer.Ordinal)
            .ThenBy(e => e.Key.ApiVersion, StringComparer.Ordinal)
            .ThenBy(e => e.Key.Subresource, StringComparer.Ordinal)
            .Select(e => Entry(e.Key, e.Value.Fields, e.Value.Time))]);
    }

    private static JsonObject Entry(FieldOwner owner, FieldSet fields, string? time)
    {
        var entry = new JsonObject { ["manager"] = owner.Manager, ["operation"] = owner.Operation, ["apiVersion"] = owner.ApiVersion };
        if (time is not null)
            entry["time"] = time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = fields.ToJson();
        if (owner.Subresource.Length > 0)
            entry["subresource"] = owner.Subresource;
        return entry;
    }
}
