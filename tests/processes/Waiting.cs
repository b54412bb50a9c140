using Pipeline.Testing;
using Xunit;

namespace Pipeline.Processes.Tests;

public sealed class Waiting
{
    [Fact]
    public async Task Ends_with_the_first_value_that_fits()
    {
        var reads = 0;
        Assert.Equal(3, await Eventually.ReadsAsync(() => ++reads, value => value >= 3));
    }

    [Fact]
    public async Task Says_what_was_expected_and_what_was_seen_last()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.ReadsAsync(
            () => "closed", state => state == "open", within: TimeSpan.FromMilliseconds(100)));
        Assert.Contains("state == \"open\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outlives_errors_and_tells_the_last_one()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.HoldsAsync(
            () => throw new IOException("not up yet"), within: TimeSpan.FromMilliseconds(100)));
        Assert.Contains("not up yet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_over_at_once_when_the_manual_clock_is_moved()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(delay.IsCompleted);
    }
}
