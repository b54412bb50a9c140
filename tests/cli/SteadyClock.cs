namespace Pipeline.Cli.Tests;

/// <summary>Always the same time, with real timers: deadlines of the tests' incident neither pass nor hang.</summary>
internal sealed class SteadyClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
