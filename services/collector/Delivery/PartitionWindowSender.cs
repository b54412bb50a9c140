using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Bus;

namespace Pipeline.Collector.Delivery;

/// <summary>Sends over the bus; the broker's confirm is awaited.</summary>
public sealed class PartitionWindowSender(PartitionSender partitions) : IWindowSender
{
    /// <inheritdoc/>
    public Task SendAsync(MetricWindowsCollected message, CancellationToken cancellationToken) =>
        partitions.SendAsync(message, cancellationToken);
}
