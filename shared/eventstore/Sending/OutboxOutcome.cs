namespace Pipeline.EventStore.Sending;

/// <summary>What became of a handful of messages.</summary>
public sealed record OutboxOutcome(int Published, IReadOnlyList<OutboxFailure> Failures);
