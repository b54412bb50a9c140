namespace Pipeline.Simulator.Load;

/// <summary>Requests that come from outside the cluster to one service.</summary>
/// <param name="Service">Where they enter.</param>
/// <param name="RequestsPerSecond">On an average day.</param>
/// <param name="DailySwing">How far the rate goes up and down in a day: 0 for not at all, 0.5 for half.</param>
public sealed record TrafficSource(ServiceKey Service, double RequestsPerSecond, double DailySwing = 0.35)
{
    private const double BusiestHour = 19;

    /// <summary>The rate at a time of day, in UTC, without noise.</summary>
    public double At(DateTimeOffset time) =>
        RequestsPerSecond * (1 + (DailySwing * Math.Cos((time.TimeOfDay.TotalHours - BusiestHour) / 24 * 2 * Math.PI)));
}
