namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>There is no PostgreSQL that could serve the data folder.</summary>
public sealed class PostgresProgramsException(string message, Exception? cause = null)
    : EmbeddedPostgresException(message, cause);
