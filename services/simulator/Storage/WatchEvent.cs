namespace Pipeline.Simulator.Storage;

/// <summary>What happened to an object.</summary>
public enum ChangeType
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has a new version.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One write, in the order of writes.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Current">The new version; of a deletion the last state, under the resourceVersion of the deletion.</param>
/// <param name="Previous">The version before; null for a new object.</param>
public sealed record WatchEvent(ChangeType Type, StoredObject Current, StoredObject? Previous);
