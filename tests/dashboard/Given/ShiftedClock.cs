namespace Pipeline.Dashboard.Tests.Given;

/// <summary>The system's clock, moved to another time: timers run as ever.</summary>
/// <param name="start">What it shows at first.</param>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _started = System.GetTimestamp();
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => start + _shift + System.GetElapsedTime(_started);

    /// <summary>Lets time pass at once, for what compares instants.</summary>
    public void Pass(TimeSpan time) => _shift += time;
}
