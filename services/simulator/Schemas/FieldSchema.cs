namespace Pipeline.Simulator.Schemas;

/// <summary>A field of a type.</summary>
/// <param name="Name">In JSON.</param>
/// <param name="Value">What it holds.</param>
public sealed record FieldSchema(string Name, ValueSchema Value)
{
    /// <summary>Whether the published schema calls it required.</summary>
    public bool Required { get; init; }

    /// <summary>Strategic merge patch: whether lists are merged, not replaced; by <see cref="MergeKey"/>, or as sets when there is none.</summary>
    public bool Merges { get; init; }

    /// <summary>Strategic merge patch: the field that tells the list's elements apart: "name".</summary>
    public string? MergeKey { get; init; }

    /// <summary>Strategic merge patch: whether <c>$retainKeys</c> clears the other fields (one-of unions).</summary>
    public bool RetainsKeys { get; init; }

    /// <summary>Strategic merge patch: whether an object is replaced whole.</summary>
    public bool Replaces { get; init; }

    /// <summary>Server-side apply: the parts in which it is owned.</summary>
    public Topology Topology { get; init; }

    /// <summary>Server-side apply: what tells the elements of a <see cref="Topology.Map"/> apart.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];
}
