using Pipeline.Prometheus;

namespace Pipeline.Collector.Queries;

/// <summary>Which metrics a server has: what only absent ones could answer need not be asked in every round.</summary>
internal sealed class KnownMetrics(IPrometheus server, TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lookback = TimeSpan.FromHours(1);
    private IReadOnlySet<string>? _names;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    /// <summary>Those that had samples since then; null when the server does not say, and then everything is asked.</summary>
    public async Task<IReadOnlySet<string>?> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _askedAt < Lasts && since >= _askedAt - Lookback)
            return _names;
        try
        {
            var names = await server.MetricNamesAsync(since < now - Lookback ? since : now - Lookback, now, cancellationToken);
            _names = names.Count > 0 ? names.ToHashSet(StringComparer.Ordinal) : null;
        }
        catch (PrometheusException)
        {
            _names = null; // the queries themselves will say what is wrong
        }
        _askedAt = now;
        return _names;
    }
}
