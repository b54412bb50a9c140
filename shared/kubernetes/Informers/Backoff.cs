namespace Pipeline.Kubernetes.Informers;

/// <summary>Pauses that grow with each failure and shrink again after a calm time.</summary>
internal sealed class Backoff(InformerOptions options, TimeProvider clock, Random random)
{
    private TimeSpan _next = options.FirstPause;
    private long? _lastFailure;

    public TimeSpan NextPause(TimeSpan? atLeast)
    {
        if (_lastFailure is { } last && clock.GetElapsedTime(last) > options.Calm + _next)
            _next = options.FirstPause;
        _lastFailure = clock.GetTimestamp();
        var pause = _next * (1 + random.NextDouble());
        _next = TimeSpan.FromTicks(Math.Min((_next * 2).Ticks, options.LongestPause.Ticks));
        return atLeast > pause ? atLeast.Value : pause;
    }
}
