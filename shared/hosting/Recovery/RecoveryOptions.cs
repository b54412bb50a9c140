using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Recovery;

/// <summary>How lost messages are found.</summary>
public sealed class RecoveryOptions
{
    /// <summary>How often overdue incidents are looked for. 2 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Age at which a row of the intake that nobody has taken is called to mind. 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan IntakeAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a processed row of the intake is kept; the same arrival after that is a new one. 30 days by default.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "999.00:00:00")]
    public TimeSpan IntakeRetention { get; init; } = TimeSpan.FromDays(30);
}
