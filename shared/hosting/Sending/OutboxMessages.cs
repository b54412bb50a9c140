using Pipeline.EventStore.Sending;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Sending;

/// <summary>Messages of the contracts as rows of the outbox.</summary>
public static class OutboxMessages
{
    /// <summary>A message, published after the transaction that it is put into has committed.</summary>
    /// <exception cref="ArgumentException">It is none of <see cref="MessageTypes"/>.</exception>
    public static OutboxMessage Of(object message, DateTimeOffset now) => OutboxMessage.Of(MessageTypes.NameOf(message.GetType()), message, now);
}
