namespace Pipeline.Hosting.Bus;

/// <summary>The broker has no queue for the message: its consumer has never started, or the broker lost its data. It was not sent.</summary>
public sealed class UnroutableMessageException(string message, Exception inner) : Exception(message, inner);
