namespace Pipeline.EventStore.Schema;

/// <summary>The database and the program disagree about what was applied. Retrying cannot help.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
