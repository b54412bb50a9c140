using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Delivery;

/// <summary>The way to the partitions' queues.</summary>
public interface IWindowSender
{
    /// <summary>Returns when the message is safely in its partition's queue; throws when it is not.</summary>
    Task SendAsync(MetricWindowsCollected message, CancellationToken cancellationToken);
}
