namespace Pipeline.Hosting.Stages;

/// <summary>Whether a stage works.</summary>
public enum StageState
{
    /// <summary>At least one instance has just said that it lives.</summary>
    Running,

    /// <summary>No instance has said so for a while.</summary>
    Late,

    /// <summary>No instance has said so for long, or ever.</summary>
    Stopped,
}
