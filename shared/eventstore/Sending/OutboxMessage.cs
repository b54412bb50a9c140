using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.EventStore.Sending;

/// <summary>A message that is published after its transaction has committed: at least once, in no strict order.</summary>
/// <param name="Id">The message id on the bus, version 7; the consumer may tell duplicates by it.</param>
/// <param name="MessageType">How the relay finds the contract's type.</param>
/// <param name="Headers">Trace context and the like.</param>
/// <param name="Destination">A queue's address; null: published to whoever subscribes.</param>
public sealed record OutboxMessage(
    Guid Id, string MessageType, JsonElement Body, ImmutableSortedDictionary<string, string> Headers, string? Destination = null)
{
    /// <summary>The header that carries the trace from the transaction to the consumer, as W3C writes it.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>A message to whoever subscribes, as part of the trace that runs here.</summary>
    /// <param name="messageType">How the relay finds the contract's type.</param>
    /// <param name="body">The contract; stored as JSON with the web defaults (camel case).</param>
    /// <param name="now">Goes into the message's id.</param>
    public static OutboxMessage Of(string messageType, object body, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), messageType, JsonSerializer.SerializeToElement(body, body.GetType(), JsonSerializerOptions.Web),
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } traceParent }
            ? ImmutableSortedDictionary<string, string>.Empty.Add(TraceParent, traceParent)
            : ImmutableSortedDictionary<string, string>.Empty);
}
