namespace Pipeline.Simulator.Tests.Golden;

/// <summary>A clock that runs faster than the real one: watches of some seconds end at once.</summary>
/// <param name="start">What it shows at first.</param>
/// <param name="speed">Its seconds in a real one.</param>
internal sealed class HurriedClock(DateTimeOffset start, double speed) : TimeProvider
{
    private readonly long _begin = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => (long)(System.GetElapsedTime(_begin).Ticks * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), Real);

    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : time / speed;

    private sealed class Timer(ITimer real, Func<TimeSpan, TimeSpan> toReal) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(toReal(dueTime), toReal(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
