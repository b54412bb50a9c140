namespace Pipeline.EventStore.Events;

/// <summary>An event type cannot be stored or read as declared: a mistake in the program, found at start.</summary>
public sealed class EventTypeException(string message) : Exception(message);
