using System.Collections.Immutable;

namespace Pipeline.Simulator.Storage;

/// <summary>The objects of one kind as of one write.</summary>
/// <param name="Objects">In the order of lists.</param>
/// <param name="ResourceVersion">The newest write of the whole store at that moment.</param>
public sealed record ObjectSnapshot(ImmutableSortedDictionary<ObjectKey, StoredObject> Objects, long ResourceVersion);
