namespace Pipeline.Simulator.Nodes;

/// <summary>How long a container waits for its next run.</summary>
/// <remarks>The first restart is at once; from then on the wait doubles, until a run has lasted for ten minutes.</remarks>
internal sealed class RestartBackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private TimeSpan _next;
    private DateTimeOffset _over;

    /// <summary>The wait after a run that has ended now; zero for none.</summary>
    public TimeSpan Next(DateTimeOffset now)
    {
        if (_next > TimeSpan.Zero && now - _over > Longest * 2)
            _next = TimeSpan.Zero;
        var wait = _next;
        _next = wait == TimeSpan.Zero ? First : wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    /// <summary>A wait is over: from now on the next run counts as lasting.</summary>
    public void Over(DateTimeOffset now) => _over = now;
}
