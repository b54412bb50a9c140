using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>Sending that fails when no queue would get the message, instead of losing it with a confirm.</summary>
internal static class Routed
{
    /// <summary>Sets the broker's "mandatory" flag; the in-memory transport has none, and its queues exist from the start.</summary>
    public static void Demand(SendContext context)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            rabbit.Mandatory = true;
    }
}
