namespace Pipeline.Simulator.Tables;

/// <summary>In what form a client wants tables.</summary>
/// <param name="Version">"v1" or "v1beta1" of meta.k8s.io.</param>
/// <param name="Include">What comes with each row.</param>
public sealed record TableFormat(string Version, IncludedObject Include = IncludedObject.Metadata);

/// <summary>What comes with each row of a table.</summary>
public enum IncludedObject
{
    /// <summary>Its metadata: what kubectl wants.</summary>
    Metadata,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>The whole object.</summary>
    Whole,
}
