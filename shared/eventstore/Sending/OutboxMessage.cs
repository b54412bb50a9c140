using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.EventStore.Sending;

/// <summary>A message that is published after its transaction has committed: at least once, in no strict order.</summary>
/// <param name="Id">The message id on the bus, version 7; the consumer may tell duplicates by it.</param>
/// <param name="MessageType">How the relay finds the contract's type.</param>
/// <param name="Headers">Trace context and the like.</param>
/// <param name="Destination">A queue's address; null: published to whoever subscribes.</param>
public sealed record OutboxMessage(
    Guid Id, string MessageType, JsonElement Body, ImmutableSortedDictionary<string, string> Headers, string? Destination = null);
