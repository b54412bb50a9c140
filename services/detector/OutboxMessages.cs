using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.EventStore.Sending;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Detector;

/// <summary>Messages as rows of the outbox.</summary>
internal static class OutboxMessages
{
    /// <summary>A message, published after the transaction that it is put into has committed.</summary>
    public static OutboxMessage Of(object message, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), MessageTypes.NameOf(message.GetType()),
        JsonSerializer.SerializeToElement(message, message.GetType(), JsonSerializerOptions.Web),
        PipelineActivity.TraceParent is { } parent
            ? ImmutableSortedDictionary<string, string>.Empty.Add("traceparent", parent)
            : ImmutableSortedDictionary<string, string>.Empty);
}
