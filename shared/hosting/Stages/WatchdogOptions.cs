using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Stages;

/// <summary>How it is noticed that a stage has stopped.</summary>
public sealed class WatchdogOptions : IValidatableObject
{
    /// <summary>How often a stage says that it lives. 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which a stage is late. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:10:00")]
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence after which a stage has stopped. 1 minute by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.3", "01:00:00")]
    public TimeSpan StoppedAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Stages that must be there. The six services by default.</summary>
    [MaxLength(50)]
    public IReadOnlyList<string> Stages { get; init; } = ["collector", "detector", "analyzer", "approver", "executor", "dashboard"];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LateAfter < Interval * 2)
            yield return new ValidationResult(
                "watchdog:lateAfter must be twice watchdog:interval or more, else one slow heartbeat is an alarm", [nameof(LateAfter)]);
        if (StoppedAfter <= LateAfter)
            yield return new ValidationResult("watchdog:stoppedAfter must be more than watchdog:lateAfter", [nameof(StoppedAfter)]);
    }
}
