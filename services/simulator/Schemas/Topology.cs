namespace Pipeline.Simulator.Schemas;

/// <summary>In which parts server-side apply owns a field's value.</summary>
public enum Topology
{
    /// <summary>As one: scalars, lists without a better rule, what is marked so.</summary>
    Atomic,

    /// <summary>Field by field, key by key: objects and maps.</summary>
    Granular,

    /// <summary>Element by element of a list without duplicates.</summary>
    Set,

    /// <summary>Element by element of a list of objects, told apart by <see cref="FieldSchema.ListKeys"/>.</summary>
    Map,
}
