using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dashboard;

/// <summary>The API host.</summary>
public sealed class DashboardOptions
{
    /// <summary>Pause between two looks for new changes while there are none. 500 milliseconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
