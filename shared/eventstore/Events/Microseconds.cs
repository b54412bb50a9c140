namespace Pipeline.EventStore.Events;

/// <summary>PostgreSQL's resolution of time; what is finer would not come back.</summary>
internal static class Microseconds
{
    public static long SinceEpoch(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
