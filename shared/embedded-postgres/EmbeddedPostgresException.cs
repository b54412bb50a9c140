namespace Pipeline.EmbeddedPostgres;

/// <summary>The embedded database cannot be had. The message says what to do; another try alone does not help.</summary>
public abstract class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
