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
}
