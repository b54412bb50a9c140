using MassTransit;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Hosting.Bus;

/// <summary>Sends metric windows to the queue of their partition.</summary>
/// <remarks>
/// It sends to the exchange in front of the queue, which it may declare as the queue's reader does; the queue itself is the
/// reader's to declare.
/// </remarks>
public sealed class PartitionSender(IBus bus, ClusterNames names)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends one message; when it returns, the broker has it in the partition's queue.</summary>
    /// <exception cref="UnroutableMessageException">No detector has ever declared the queue: send again later.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the broker did not confirm within 30 seconds.</exception>
    public async Task SendAsync(MetricWindowsCollected windows, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        var exchange = names.Queue(PartitionQueues.Scoring, windows.Partition);
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{exchange}"));
        try
        {
            await endpoint.Send<MetricWindowsCollected>(windows, context => Routed.Demand(context), timeout.Token);
        }
        catch (MessageReturnedException e)
        {
            throw new UnroutableMessageException($"The queue {exchange} does not exist yet: no detector has started.", e);
        }
    }
}
