namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>The database's part of the pipeline's data folder: names in it.</summary>
/// <param name="DataFolder">The pipeline's data folder, a full path.</param>
internal sealed record DatabaseFolder(string DataFolder)
{
    public string Path { get; } = System.IO.Path.Combine(DataFolder, "postgresql");

    /// <summary>PGDATA.</summary>
    public string Cluster => In("data");

    public string PasswordFile => In("password");

    /// <summary>Held by the process whose server it is.</summary>
    public string LockFile => In("lock");

    /// <summary>The id of that process, for people.</summary>
    public string HolderFile => In("lock.pid");

    /// <summary>The port of the last start.</summary>
    public string PortFile => In("port");

    /// <summary>npm's programs of one version.</summary>
    public string Programs(string version) => In($"programs-{version}");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
