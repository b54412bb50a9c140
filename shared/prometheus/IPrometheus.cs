namespace Pipeline.Prometheus;

/// <summary>The part of Prometheus' HTTP API that the pipeline asks.</summary>
/// <remarks>Every call throws <see cref="PrometheusException"/> when there is no usable answer, after its retries.</remarks>
public interface IPrometheus
{
    /// <summary>Evaluates an expression at one instant; a scalar comes back as one series without labels.</summary>
    /// <param name="query">PromQL of type instant vector, scalar or range vector.</param>
    /// <param name="time">The instant; the server's present when null.</param>
    Task<QueryAnswer> QueryAsync(string query, DateTimeOffset? time, CancellationToken cancellationToken);

    /// <summary>Evaluates an expression at every point of a range, in as many requests as the server's limit of points needs.</summary>
    /// <param name="query">PromQL of type instant vector or scalar.</param>
    Task<QueryAnswer> QueryRangeAsync(string query, QueryRange range, CancellationToken cancellationToken);

    /// <summary>The label sets that had a sample in a stretch of time: tells "never existed" from "no data now".</summary>
    /// <param name="selector">A series selector, such as <c>up{job="node"}</c>.</param>
    Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        string selector, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The names of all metrics that had a sample in a stretch of time.</summary>
    Task<IReadOnlyList<string>> MetricNamesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Which server answers: also a check of address and credentials.</summary>
    Task<BuildInfo> BuildInfoAsync(CancellationToken cancellationToken);

    /// <summary>Whether the server says that it is ready; asked once, false when nobody answers.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
