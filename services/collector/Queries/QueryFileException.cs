namespace Pipeline.Collector.Queries;

/// <summary>A file of queries cannot be used. The message names file, entry and field.</summary>
public sealed class QueryFileException(string message, Exception? inner = null) : Exception(message, inner);
