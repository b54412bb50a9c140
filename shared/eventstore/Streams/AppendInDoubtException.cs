namespace Pipeline.EventStore.Streams;

/// <summary>The connection broke, or time ran out, after a transaction was sent: it may have been committed.</summary>
/// <remarks>Load again and decide again: what was committed is found in the stream.</remarks>
public sealed class AppendInDoubtException(Exception cause)
    : Exception("The database did not answer a transaction that was sent; it may have been committed. Load and decide again.", cause);
