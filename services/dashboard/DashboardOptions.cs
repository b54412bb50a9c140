using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dashboard;

/// <summary>The API host.</summary>
public sealed class DashboardOptions
{
    /// <summary>Pause between two looks for new changes while there are none. 500 milliseconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a person confirmed an action in doubt: how long nothing is concluded from it. 30 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After a person confirmed an action in doubt: when there is a verdict at the latest. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan VerificationWindow { get; init; } = TimeSpan.FromMinutes(10);
}
