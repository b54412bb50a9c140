namespace Pipeline.Detection.Forecasting;

/// <summary>How far forecasts look and when one is worth an alarm.</summary>
public sealed record ForecastSettings
{
    /// <summary>
    /// Width of the bins that a history is kept in, a part of a day without remainder; 15 minutes by default. Shorter bins see faster
    /// leaks and take more room: four days of bins are kept, 4 bytes each.
    /// </summary>
    public TimeSpan BinWidth { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>An alarm is raised when less than this is left; 24 hours by default.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the forecast must say so before the alarm is raised; 30 minutes by default.</summary>
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The alarm ends when more than the horizon times this is left, or nothing is foreseen; 1.25 by default.</summary>
    public double ClearBeyond { get; init; } = 1.25;

    /// <summary>How long that must be so before the alarm ends; one hour by default.</summary>
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromHours(1);
}
