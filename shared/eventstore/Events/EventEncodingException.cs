namespace Pipeline.EventStore.Events;

/// <summary>An event holds what may not be stored; says which event and where in it. Retrying cannot help.</summary>
public sealed class EventEncodingException(string message, Exception? cause = null) : Exception(message, cause);
