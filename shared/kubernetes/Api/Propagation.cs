namespace Pipeline.Kubernetes.Api;

/// <summary>What becomes of the objects that the deleted one owns.</summary>
public enum Propagation
{
    /// <summary>They are deleted afterwards.</summary>
    Background,

    /// <summary>They are deleted first; the owner stays until they are gone.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}
