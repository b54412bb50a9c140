using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Incidents;
using Pipeline.Dashboard.Live;
using Pipeline.Dashboard.Status;
using Pipeline.Dashboard.Suppressions;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Models;
using Polly;
using Polly.Retry;

namespace Pipeline.Cli.Api;

/// <summary>The API of a running pipeline. Reading is tried again; what changes something is sent once.</summary>
/// <remarks>All errors are <see cref="CommandException"/> with the way out.</remarks>
internal sealed class ApiClient : IDisposable
{
    private const int PageSize = 500;
    private const long LargestAnswer = 64 << 20; // bytes
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15); // one try

    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly ResiliencePipeline<HttpResponseMessage> _reading;

    /// <param name="instance">Whom to talk to.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <param name="patience">For one try; 15 seconds by default.</param>
    public ApiClient(Instance instance, TimeProvider clock, TimeSpan? patience = null)
    {
        _server = instance.Url;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            ConnectCallback = KeptAlive.ConnectAsync,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(instance.Url.AbsoluteUri.TrimEnd('/') + "/api/v1/"),
            Timeout = patience ?? Patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        if (instance.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _reading = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome switch
            {
                { Exception: HttpRequestException e } => e.HttpRequestError is not HttpRequestError.SecureConnectionError,
                { Result.StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests } => true,
                _ => false,
            }),
        }).Build();
    }

    /// <summary>Incidents, newest first, page by page.</summary>
    /// <param name="query">Which.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<IncidentSummary> ListAsync(
        IncidentQuery query, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit ?? int.MaxValue;
        for (string? after = null; left > 0;)
        {
            var page = await GetAsync<IncidentPage>(query.ToPath(Math.Min(left, PageSize), after), cancellationToken);
            foreach (var item in page.Items.Take(left))
                yield return item;
            left -= page.Items.Count;
            if (page.Next is null || page.Items.Count == 0)
                yield break;
            after = page.Next;
        }
    }

    /// <summary>One incident.</summary>
    /// <param name="id">Its id, or the first digits of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IncidentDocument> ShowAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<IncidentDocument>(PathOf(id), cancellationToken);

    /// <summary>Everything that happened in an incident, in order.</summary>
    public Task<IReadOnlyList<EventDocument>> EventsAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<EventDocument>>($"{PathOf(id)}/events", cancellationToken);

    /// <summary>Whether the pipeline itself is well.</summary>
    public Task<PipelineStatus> StatusAsync(CancellationToken cancellationToken) =>
        GetAsync<PipelineStatus>("status", cancellationToken);

    /// <summary>Says something of an incident. Sent once: whether a lost answer was a yes is seen by looking at the incident.</summary>
    /// <param name="id">Its id, or the first digits of it.</param>
    /// <param name="verb">"approve", "reject", "dismiss", "resolve", "reopen", "escalate", "comments", "outcome".</param>
    /// <param name="body">The request.</param>
    /// <param name="cancellationToken">Cancels; what was sent may hold.</param>
    public Task<DecisionAnswer> SayAsync<TRequest>(string id, string verb, TRequest body, CancellationToken cancellationToken) =>
        PostAsync<TRequest, DecisionAnswer>($"{PathOf(id)}/{verb}", body, cancellationToken);

    /// <summary>What the detector has learned.</summary>
    public Task<ModelInfo> ModelAsync(CancellationToken cancellationToken) => GetAsync<ModelInfo>("metrics/model/info", cancellationToken);

    /// <summary>What is suppressed now.</summary>
    public Task<IReadOnlyList<SuppressionDocument>> SuppressionsAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<SuppressionDocument>>("suppressions", cancellationToken);

    /// <summary>Suppresses symptoms. Sent once.</summary>
    public Task<SuppressionDocument> SuppressAsync(SuppressRequest request, CancellationToken cancellationToken) =>
        PostAsync<SuppressRequest, SuppressionDocument>("suppressions", request, cancellationToken);

    /// <summary>Ends a suppression. Sent once.</summary>
    public Task<SuppressionDocument> EndSuppressionAsync(string id, WordRequest reason, CancellationToken cancellationToken) =>
        PostAsync<WordRequest, SuppressionDocument>($"suppressions/{Uri.EscapeDataString(id)}/end", reason, cancellationToken);

    /// <summary>Follows the changes of all incidents until the server ends the stream.</summary>
    /// <param name="after">The position of the last change that is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">The connection is lost, or there is none.</exception>
    public async IAsyncEnumerable<Change> ChangesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "changes");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable)
            throw new HttpRequestException($"{_server} answered {(int)response.StatusCode}.");
        if (!response.IsSuccessStatusCode)
            throw await ApiProblems.OfAsync(response, _server, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream, (_, data) => Parse<Change>(data)).EnumerateAsync(cancellationToken))
            yield return item.Data;
    }

    public void Dispose() => _http.Dispose();

    private async Task<TAnswer> PostAsync<TRequest, TAnswer>(string path, TRequest body, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(path, body, Json.Compact, cancellationToken);
            return await ReadAsync<TAnswer>(response, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.TimedOut, $"{_server} did not answer in {_http.Timeout.TotalSeconds:0} s, and may have taken it: look before you repeat it.", e);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e);
        }
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _reading.ExecuteAsync(
                async token => await _http.GetAsync(path, token), cancellationToken);
            return await ReadAsync<T>(response, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.TimedOut, $"{_server} did not answer in {_http.Timeout.TotalSeconds:0} s. `pipeline doctor` looks further.", e);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.IsSuccessStatusCode
            ? Parse<T>(await response.Content.ReadAsByteArrayAsync(cancellationToken))
            : throw await ApiProblems.OfAsync(response, _server, cancellationToken);

    private T Parse<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json.Compact) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new CommandException(
                ExitCode.Error, $"{_server} answered what this program does not understand ({e.Message}): are both of the same version?", e);
        }
    }

    private CommandException Unreachable(HttpRequestException e) => new(
        ExitCode.Error, $"{_server} cannot be reached: {e.Message}. Is it running? `pipeline doctor` looks further.", e);

    private static string PathOf(string id) => $"incidents/{Uri.EscapeDataString(id)}";
}
