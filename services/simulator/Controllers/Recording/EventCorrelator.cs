namespace Pipeline.Simulator.Controllers.Recording;

/// <summary>Keeps events from flooding the cluster as client-go's correlator does: repeats are counted, many alike are combined, a flood is dropped.</summary>
/// <remarks>client-go v0.32 tools/record/events_cache.go with its default options.</remarks>
internal sealed class EventCorrelator
{
    private const int CacheSize = 4096;
    private const int AlikeUntilCombined = 10;
    private const double Burst = 25;
    private static readonly TimeSpan AlikeFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);
    private readonly RecentlyUsed<EventSource, Bucket> _buckets = new(CacheSize);
    private readonly RecentlyUsed<(EventSource, string, string), Alike> _alike = new(CacheSize);

    /// <summary>The message under which an event is recorded; null when it is dropped.</summary>
    public string? Admit(EventSource source, string type, string reason, string message, DateTimeOffset now)
    {
        var combined = Combine((source, type, reason), message, now);
        return Spend(source with { FieldPath = "" }, now) ? combined : null;
    }

    private string Combine((EventSource, string, string) key, string message, DateTimeOffset now)
    {
        if (!_alike.TryGet(key, out var alike) || now - alike.Last > AlikeFor)
            _alike.Set(key, alike = new Alike());
        alike.Last = now;
        alike.Messages.Add(message);
        if (alike.Messages.Count < AlikeUntilCombined)
            return message;
        alike.Messages.Remove(message);
        return $"(combined from similar events): {message}";
    }

    private bool Spend(EventSource source, DateTimeOffset now)
    {
        if (!_buckets.TryGet(source, out var bucket))
            _buckets.Set(source, bucket = new Bucket(Burst, now));
        bucket.Tokens = Math.Min(Burst, bucket.Tokens + ((now - bucket.At) / Refill));
        bucket.At = now;
        if (bucket.Tokens < 1)
            return false;
        bucket.Tokens--;
        return true;
    }

    private sealed class Bucket(double tokens, DateTimeOffset at)
    {
        public double Tokens { get; set; } = tokens;

        public DateTimeOffset At { get; set; } = at;
    }

    private sealed class Alike
    {
        public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset Last { get; set; }
    }
}
