namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>The data folder cannot hold the database: closed to its user, or something else is there.</summary>
public sealed class UnusableDataFolderException(string folder, string problem, Exception? cause = null)
    : EmbeddedPostgresException($"The data folder {folder} cannot be used: {problem}", cause)
{
    public string Folder { get; } = folder;
}
