using System.Globalization;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Pipeline.Prometheus;

/// <summary>Asks one server over HTTP.</summary>
/// <remarks>
/// Queries go as POST forms, so that long ones fit. What may pass (503, other 5xx, 429, sockets, deadlines) is tried
/// again with backoff; 400 and 422 never are.
/// </remarks>
public sealed class PrometheusClient : IPrometheus, IDisposable
{
    private const int MaxErrorBytes = 16 << 10;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly PrometheusClientOptions _options;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline _resilience;

    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public PrometheusClient(PrometheusClientOptions options, TimeProvider clock)
        : this(Checked(options), clock, PrometheusHandler.Create(options))
    {
    }

    private PrometheusClient(PrometheusClientOptions options, TimeProvider clock, HttpMessageHandler handler)
    {
        _options = options;
        var address = options.Url!.AbsoluteUri;
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.EndsWith('/') ? address : address + "/"),
            Timeout = Timeout.InfiniteTimeSpan, // each attempt has its own, below
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("incident-pipeline");
        foreach (var (name, value) in options.Headers)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        _resilience = BuildResilience(options, clock);
    }

    /// <inheritdoc/>
    public Task<QueryAnswer> QueryAsync(string query, DateTimeOffset? time, CancellationToken cancellationToken)
    {
        var form = new List<KeyValuePair<string, string>> { new("query", query), TimeoutField() };
        if (time is { } instant)
            form.Add(new("time", Seconds(instant)));
        return PostAsync("api/v1/query", form, AnswerReader.ReadQuery, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<QueryAnswer> QueryRangeAsync(string query, QueryRange range, CancellationToken cancellationToken)
    {
        var parts = new List<QueryAnswer>();
        foreach (var chunk in range.Chunks())
        {
            KeyValuePair<string, string>[] form =
            [
                new("query", query), new("start", Seconds(chunk.Start)), new("end", Seconds(chunk.End)),
                new("step", chunk.Step.TotalSeconds.ToString(CultureInfo.InvariantCulture)), TimeoutField(),
            ];
            parts.Add(await PostAsync("api/v1/query_range", form, AnswerReader.ReadQuery, cancellationToken));
        }
        return parts is [var only] ? only : Join(parts);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        string selector, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) =>
        PostAsync(
            "api/v1/series", [new("match[]", selector), new("start", Seconds(since)), new("end", Seconds(until))],
            AnswerReader.ReadLabelSets, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> MetricNamesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, $"api/v1/label/__name__/values?start={Seconds(since)}&end={Seconds(until)}"),
        AnswerReader.ReadTexts, cancellationToken);

    /// <inheritdoc/>
    public Task<BuildInfo> BuildInfoAsync(CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "api/v1/status/buildinfo"), AnswerReader.ReadBuildInfo, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Grace);
        try
        {
            using var request = await AuthorizeAsync(new HttpRequestMessage(HttpMethod.Get, "-/ready"), cancellationToken);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false; // the question was whether it answers
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<T> PostAsync<T>(
        string path, IReadOnlyCollection<KeyValuePair<string, string>> form, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, read, cancellationToken);

    private async Task<T> SendAsync<T>(Func<HttpRequestMessage> create, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        await _resilience.ExecuteAsync(
            async attempt =>
            {
                try
                {
                    using var request = await AuthorizeAsync(create(), attempt);
                    using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt);
                    return await ReadAsync(response, read, attempt);
                }
                catch (HttpRequestException e)
                {
                    throw new PrometheusException(PrometheusFailure.Unavailable, $"{_http.BaseAddress}: {e.Message}", inner: e);
                }
                catch (IOException e)
                {
                    throw new PrometheusException(PrometheusFailure.Unavailable, $"{_http.BaseAddress}: the answer broke off: {e.Message}", inner: e);
                }
            },
            cancellationToken);

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var start = await BoundedBody.ReadStartAsync(body, MaxErrorBytes, cancellationToken);
            throw FailureSorter.Sort(response.StatusCode, Encoding.UTF8.GetString(start.Span));
        }
        var content = await BoundedBody.ReadAllAsync(body, _options.MaxResponseBytes, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(content);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new PrometheusException(
                PrometheusFailure.NotPrometheus, $"{_http.BaseAddress} did not answer as Prometheus does: {e.Message}", response.StatusCode, inner: e);
        }
    }

    private async ValueTask<HttpRequestMessage> AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await SecretAsync(_options.BearerToken, _options.BearerTokenFile, cancellationToken) is { } token)
            request.Headers.Authorization = new("Bearer", token);
        else if (!string.IsNullOrEmpty(_options.Username))
        {
            var password = await SecretAsync(_options.Password, _options.PasswordFile, cancellationToken);
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.Username}:{password}")));
        }
        return request;
    }

    private static async ValueTask<string?> SecretAsync(string? secret, string? file, CancellationToken cancellationToken) =>
        file is not null ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim()
        : string.IsNullOrEmpty(secret) ? null : secret;

    private KeyValuePair<string, string> TimeoutField() =>
        new("timeout", _options.QueryTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    private static PrometheusClientOptions Checked(PrometheusClientOptions options) =>
        options.Problems().FirstOrDefault() is { } problem ? throw new ArgumentException(problem, nameof(options)) : options;

    private static string Seconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);

    private static QueryAnswer Join(List<QueryAnswer> parts)
    {
        var series = new Dictionary<string, (IReadOnlyDictionary<string, string> Labels, List<Sample> Samples)>(StringComparer.Ordinal);
        foreach (var part in parts.SelectMany(p => p.Series))
        {
            var key = JsonSerializer.Serialize(part.Labels.OrderBy(l => l.Key, StringComparer.Ordinal));
            if (series.TryGetValue(key, out var known))
                known.Samples.AddRange(part.Samples);
            else
                series.Add(key, (part.Labels, [.. part.Samples]));
        }
        return new QueryAnswer(
            [.. series.Values.Select(s => new LabelledSeries(s.Labels, s.Samples))],
            [.. parts.SelectMany(p => p.Warnings).Distinct()],
            parts.Max(p => p.SkippedHistograms));
    }

    private static ResiliencePipeline BuildResilience(PrometheusClientOptions options, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (options.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                MaxDelay = TimeSpan.FromSeconds(30),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<PrometheusException>(e => e.IsTransient),
            });
        return builder
            .AddStrategy(_ => new TimeoutAsFailure(options.QueryTimeout + Grace))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.QueryTimeout + Grace })
            .Build();
    }
}
