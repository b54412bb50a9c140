namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>The programs of one PostgreSQL.</summary>
/// <param name="Folder">Holds initdb and postgres.</param>
/// <param name="Version">As the programs say it, such as 15.14; a beta has no minor part.</param>
public sealed record PostgresPrograms(string Folder, Version Version)
{
    /// <summary>The oldest major version that the event store works with.</summary>
    public const int OldestMajor = 15;

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");
}
