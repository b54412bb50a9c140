using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Verifying;

/// <summary>Looks at the columns beside an event that no hash covers, and that decide whether and as what Marten reads
/// it.</summary>
/// <param name="types">What is stored under which alias; null leaves the .NET types unchecked.</param>
internal sealed class UnhashedColumns(EventTypes? types)
{
    private readonly Dictionary<string, string> _names =
        types?.ByAlias.ToDictionary(known => known.Key, known => EventTypes.DotnetNameOf(known.Value), StringComparer.Ordinal) ?? [];

    private readonly Dictionary<(Guid Stream, AuditFindingKind Kind, string What), (StoredEvent First, long Count)> _found = [];
    private readonly SortedDictionary<(string Alias, string Name), long> _unknownNames = [];

    public void Observe(StoredEvent stored)
    {
        if (stored.IsArchived)
            Find(AuditFindingKind.EventHidden, stored, "is marked as archived, so readers pass it over; this store never archives");
        if (stored.OtherTenant is { } tenant)
            Find(AuditFindingKind.EventHidden, stored, $"was put into the tenant '{tenant}'; this store has one, '*DEFAULT*'");
        if (stored.BinaryBytes is not null)
            Find(AuditFindingKind.EventHidden, stored, "has bytes in bdata, which may be read in place of its data; this store writes none");
        if (stored.DotnetType is { } name && _names.TryGetValue(stored.Type, out var right) && name != right)
            Misname(stored, name, right);
    }

    /// <returns>For each stream and reason the first event.</returns>
    public IEnumerable<AuditFinding> Conclude() => _found.Select(found => StreamCheck.Of(
        found.Key.Kind, found.Value.First,
        found.Key.What + (found.Value.Count > 1 ? $"; the same holds for {found.Value.Count - 1} later events of the stream" : "")));

    /// <summary>Names of no type that is known: an older program's, or somebody's who edited them.</summary>
    public IEnumerable<string> Doubts() => _unknownNames.Select(unknown =>
        $"{unknown.Value} events '{unknown.Key.Alias}' have the .NET type '{unknown.Key.Name}', which is no type of this program: a class that "
        + "was renamed or moved since, or an edit.");

    private void Misname(StoredEvent stored, string name, string right)
    {
        if (_names.ContainsValue(name))
            Find(AuditFindingKind.EventMistyped, stored, $"has the .NET type '{name}' beside it; its alias is that of '{right}'");
        else
            _unknownNames[(stored.Type, name)] = _unknownNames.GetValueOrDefault((stored.Type, name)) + 1;
    }

    private void Find(AuditFindingKind kind, StoredEvent stored, string what)
    {
        var key = (stored.StreamId, kind, what);
        _found[key] = _found.TryGetValue(key, out var found) ? (found.First, found.Count + 1) : (stored, 1);
    }
}
