namespace Pipeline.EventStore.Sending;

/// <summary>What is waiting in the outbox.</summary>
/// <param name="Failing">Of them, those that could not be published at least once.</param>
/// <param name="OldestAge">Zero when nothing waits.</param>
public sealed record OutboxBacklog(long Waiting, long Failing, TimeSpan OldestAge);
