using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Sending;

/// <summary>How committed messages reach the bus.</summary>
public sealed class OutboxOptions
{
    /// <summary>How often the outbox is looked at without being told; a commit tells at once. 2 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages sent side by side. 100 by default.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; init; } = 100;

    /// <summary>Time that the broker has to confirm a message. 10 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
