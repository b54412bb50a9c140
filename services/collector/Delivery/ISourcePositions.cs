namespace Pipeline.Collector.Delivery;

/// <summary>Up to where each source was sent, durably.</summary>
public interface ISourcePositions
{
    /// <returns>Null when nothing was ever sent.</returns>
    Task<DateTimeOffset?> FindAsync(string source, CancellationToken cancellationToken);

    /// <summary>Saves a position; everything up to it is in the queues.</summary>
    Task SaveAsync(string source, DateTimeOffset position, CancellationToken cancellationToken);
}
