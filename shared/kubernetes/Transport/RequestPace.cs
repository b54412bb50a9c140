namespace Pipeline.Kubernetes.Transport;

/// <summary>A token bucket: so many requests per second, and so many at once after a pause. First come, first served.</summary>
internal sealed class RequestPace(double perSecond, int burst, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _at = clock.GetTimestamp();

    /// <summary>Waits until a request may go.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_at, now).TotalSeconds * perSecond));
            _at = now;
            _tokens -= 1; // below zero: a place in the queue
            wait = _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
        return wait == TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, clock, cancellationToken));
    }
}
