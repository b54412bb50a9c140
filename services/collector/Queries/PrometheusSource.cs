using System.Collections.Concurrent;
using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Queries;

/// <summary>A Prometheus server, asked by range queries: it has its own history, so gaps are filled from it.</summary>
internal sealed class PrometheusSource : IMetricSource
{
    private const int LongestStretch = 240;
    private readonly string _cluster;
    private readonly PrometheusSourceOptions _options;
    private readonly IReadOnlyList<(QueryDefinition Definition, string Text)> _queries;
    private readonly IPrometheus _server;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly QueryBacklog _backlog = new();
    private readonly HashSet<string> _warned = [];
    private readonly KnownMetrics _known;
    private DateTimeOffset? _warmUpUntil;

    public PrometheusSource(
        string cluster, string name, PrometheusSourceOptions options, IReadOnlyList<QueryDefinition> queries, IPrometheus server,
        TimeProvider clock, ILogger log)
    {
        (_cluster, Name, _options, _server, _clock, _log) = (cluster, name, options, server, clock, log);
        _known = new KnownMetrics(server, clock);
        var selector = Selector(cluster, options);
        _queries = [.. queries.Select(q => (q, q.Render(selector, options.RateWindow)))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TimeSpan Interval => _options.Interval;

    /// <inheritdoc/>
    public Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken)
    {
        var frontier = QueryRange.Floor(_clock.GetUtcNow() - _options.Delay, _options.Step);
        if (position is null)
            _warmUpUntil ??= frontier;
        return Task.FromResult(new SourceState
        {
            Clock = SourceClock.Live,
            Origin = position is null ? frontier - _options.WarmUp - _options.Step : frontier - _options.MaxBackfill,
            Frontier = frontier,
            WarmUpUntil = _warmUpUntil,
            Step = _options.Step,
        });
    }

    /// <inheritdoc/>
    public async Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken)
    {
        var step = warmUp ? _options.WarmUpStep : _options.Step;
        if (upTo - after > step * LongestStretch)
            upTo = QueryRange.Floor(after, step) + (step * LongestStretch);
        var (answers, missing) = (new IReadOnlyList<MetricWindow>[_queries.Count], new ConcurrentBag<MissingData>());
        var failures = new ConcurrentBag<PrometheusException>();
        IReadOnlySet<string>? existing = null;
        async ValueTask AskAsync(int index, CancellationToken token)
        {
            var (definition, text) = _queries[index];
            if (existing is not null && !definition.Expected && !definition.CanAnswer(existing))
            {
                answers[index] = [];
                return;
            }
            try
            {
                answers[index] = await AskOneAsync(definition, text, after, upTo, step, missing, token);
            }
            catch (PrometheusException e)
            {
                answers[index] = [];
                failures.Add(e);
                missing.Add(Failed(definition, after, upTo, e));
            }
        }

        await AskAsync(0, cancellationToken); // a dead server is found out once, not once per query
        if (failures.FirstOrDefault() is { Failure: PrometheusFailure.Unavailable or PrometheusFailure.Unauthorized or PrometheusFailure.NotPrometheus } dead)
            throw new SourceUnavailableException(dead.Message, dead);
        existing = await _known.ReadAsync(after, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, _queries.Count - 1), options, AskAsync);
        var windows = answers.SelectMany(a => a).DistinctBy(w => w.SeriesKey()).ToList(); // the first query that has a series gives it
        if (windows.Count == 0 && failures.FirstOrDefault(f => f.IsTransient) is { } outage)
            throw new SourceUnavailableException(outage.Message, outage);
        if (windows.Count == 0 && missing.IsEmpty && !warmUp) // a young server has no history
            missing.Add(Missing(null, $"none of the {_queries.Count} queries returned a series", after, upTo));
        return new SourceReading(upTo, windows, [.. missing]);
    }

    /// <inheritdoc/>
    public void Dispose() => (_server as IDisposable)?.Dispose();

    private async Task<IReadOnlyList<MetricWindow>> AskOneAsync(
        QueryDefinition query, string text, DateTimeOffset after, DateTimeOffset upTo, TimeSpan step,
        ConcurrentBag<MissingData> missing, CancellationToken cancellationToken)
    {
        var start = _backlog.StartOf(query, after, upTo - (step * LongestStretch * 8));
        if (QueryRange.Between(start, upTo, step) is not { } range)
            return [];
        var answer = await _server.QueryRangeAsync(text, range, cancellationToken);
        _backlog.Paid(query, start, upTo);
        Warn(query, answer);
        if (answer.Series.Count > _options.MaxSeriesPerQuery)
        {
            missing.Add(Missing(
                query.Metric, $"the query returned {answer.Series.Count:N0} series, more than {_options.MaxSeriesPerQuery:N0}: narrow it, or raise MaxSeriesPerQuery",
                after, upTo));
            return [];
        }
        if (answer.Series.Count == 0 && query.Expected)
            missing.Add(Missing(query.Metric, "the query returned no series", after, upTo));
        return [.. WindowBuilder.Build(_cluster, query, range, answer)];
    }

    private MissingData Failed(QueryDefinition query, DateTimeOffset after, DateTimeOffset upTo, PrometheusException e)
    {
        _log.QueryFailed(Name, query.Metric, e.Message);
        var since = e.IsTransient ? _backlog.Owe(query, after, upTo) : after;
        return Missing(query.Metric, $"the query failed: {e.Message}", since, upTo);
    }

    private MissingData Missing(string? metric, string reason, DateTimeOffset since, DateTimeOffset until) => new()
    {
        Entity = MissingData.Source(_cluster, Name),
        Metric = metric,
        Reason = reason,
        Since = since,
        Until = until,
    };

    private void Warn(QueryDefinition query, QueryAnswer answer)
    {
        var texts = answer.SkippedHistograms > 0
            ? answer.Warnings.Append("native histograms are left out: use histogram_quantile or histogram_avg") : answer.Warnings;
        foreach (var text in texts)
        {
            lock (_warned)
            {
                if (_warned.Count < 1000 && _warned.Add($"{query.Metric}: {text}"))
                    _log.QueryWarned(Name, query.Metric, text);
            }
        }
    }

    private static string Selector(string cluster, PrometheusSourceOptions options)
    {
        var own = options.Selector.Trim().Trim(',');
        if (options.ClusterLabel is not { } label)
            return own;
        var value = cluster.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return own.Length > 0 ? $"{label}=\"{value}\",{own}" : $"{label}=\"{value}\"";
    }
}
