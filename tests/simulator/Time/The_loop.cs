using Pipeline.Simulator.Time;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Time;

public sealed class The_loop
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly SimulationLoop _loop = new(Noon, TimeProvider.System);

    [Fact]
    public void Does_what_is_due_in_the_order_of_its_time_and_shows_that_time()
    {
        var done = new List<(string, DateTimeOffset)>();
        _loop.After(TimeSpan.FromSeconds(2), () => done.Add(("second", _loop.GetUtcNow())));
        _loop.After(TimeSpan.FromSeconds(1), () => done.Add(("first", _loop.GetUtcNow())));
        _loop.After(TimeSpan.FromSeconds(9), () => done.Add(("later", _loop.GetUtcNow())));
        _loop.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([("first", Noon.AddSeconds(1)), ("second", Noon.AddSeconds(2))], done);
        Assert.Equal(Noon.AddSeconds(5), _loop.GetUtcNow());
    }

    [Fact]
    public void Does_what_was_posted_before_what_is_due()
    {
        var done = new List<string>();
        _loop.After(TimeSpan.FromSeconds(1), () => done.Add("due"));
        _loop.Post(() => done.Add("posted"));
        _loop.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["posted", "due"], done);
    }

    [Fact]
    public void Repeats_until_told_to_stop()
    {
        var beats = 0;
        var beat = _loop.Every(TimeSpan.FromSeconds(10), () => beats++);
        _loop.Advance(TimeSpan.FromSeconds(35));
        beat.Dispose();
        _loop.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, beats);
    }

    [Fact]
    public async Task Keeps_pace_with_the_wall_clock_and_goes_on_after_a_failure()
    {
        var wall = new ManualClock(Noon);
        var loop = new SimulationLoop(Noon.AddHours(-1), wall);
        using var stop = new CancellationTokenSource();
        var (failures, done) = (new List<string>(), new TaskCompletionSource());
        loop.Post(() => throw new InvalidOperationException("posted"));
        loop.After(TimeSpan.FromSeconds(60), () => done.SetResult());
        var running = loop.RunAsync(speed: 60, e => failures.Add(e.Message), stop.Token);
        while (!done.Task.IsCompleted)
        {
            wall.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        await stop.CancelAsync();
        await running;
        Assert.Equal(["posted"], failures);
    }
}
