namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>initdb or the server ended, or did not answer, when it should have started.</summary>
public sealed class PostgresStartException(string message, string output, Exception? cause = null)
    : EmbeddedPostgresException(output.Length == 0 ? message : $"{message} Its last output:\n{output}", cause)
{
    /// <summary>The last lines that the program wrote.</summary>
    public string Output { get; } = output;
}
