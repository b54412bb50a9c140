using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Errors;
using Polly;

namespace Pipeline.Kubernetes.Transport;

/// <summary>Sends requests to one server and gives answers or typed errors.</summary>
internal sealed class ApiTransport : IDisposable
{
    private const int MaxErrorBytes = 64 << 10;
    private const int MaxLines = 3;
    private readonly ClusterConnection _connection;
    private readonly TransportOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _resilience;
    private readonly RequestPace? _pace;
    private readonly Lock _lock = new();
    private Line? _line;
    private volatile bool _disposed;

    public ApiTransport(ClusterConnection connection, TransportOptions options, TimeProvider clock, ILogger log)
    {
        (_connection, _options, _clock, _log) = (connection, options, clock, log);
        _resilience = RetryRules.Build(options, clock, log);
        _pace = options.RequestsPerSecond is { } rate and > 0 ? new RequestPace(rate, Math.Max(1, options.Burst), clock) : null;
        if (connection.Server.Scheme != "https")
            log.NoTls(connection.Server, connection.Origin);
        else if (connection.Insecure)
            log.Insecure(connection.Server, connection.Origin);
    }

    public ClusterConnection Connection => _connection;

    public TransportOptions Options => _options;

    public TimeProvider Clock => _clock;

    /// <summary>Sends, and reads the answer with <paramref name="read"/>; all of it again where that is safe.</summary>
    /// <param name="read">Reads the body of a success; it may run several times, once for each attempt.</param>
    /// <exception cref="KubernetesException">There is no success to be had.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryRules.Request, request);
            context.Properties.Set(RetryRules.Start, _clock.GetTimestamp());
            return await _resilience.ExecuteAsync(
                async (context, state) => await state.Self.AttemptAsync(state.request, state.read, context.CancellationToken),
                context,
                (Self: this, request, read));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Opens an answer that is read while it comes in. The caller disposes of it.</summary>
    public Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request with { IsStream = true }, (response, _) => Task.FromResult(response), cancellationToken);

    /// <summary>The way for a request that is no plain exchange (WebSocket): the invoker, and the headers that identify the caller.</summary>
    public async Task<(Credential Credential, HttpMessageInvoker Invoker, IReadOnlyList<KeyValuePair<string, string>> Headers)> IdentityAsync(
        string request, CancellationToken cancellationToken)
    {
        var credential = await CredentialAsync(request, cancellationToken);
        using var message = new HttpRequestMessage();
        Identify(message, credential);
        var headers = message.Headers.NonValidated.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        return (credential, InvokerFor(credential), [.. headers]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _line?.Invoker.Dispose();
            _line = null;
        }
    }

    private async Task<T> AttemptAsync<T>(
        ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (_pace is not null)
            await _pace.WaitAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(_options.AttemptTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var answered = false;
        try
        {
            var response = await SendAsync(request, either.Token);
            var handedOver = false;
            try
            {
                answered = true;
                if (!response.IsSuccessStatusCode)
                    throw await SortAsync(request, response, either.Token);
                foreach (var warning in Warnings(response))
                    _log.Warned(request.Name, warning);
                var result = await read(response, either.Token);
                handedOver = request.IsStream;
                return result;
            }
            finally
            {
                if (!handedOver)
                    response.Dispose();
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            var what = answered ? "the answer did not end" : "no answer";
            throw new RequestTimeoutException(
                $"{request.Name}: {what} within {_options.AttemptTimeout.TotalSeconds:0.###} s", new Failure(request.Name, Inner: e))
            {
                MayHaveTakenEffect = request.IsWrite,
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw Explain(request, e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var credential = await CredentialAsync(request.Name, cancellationToken);
        var response = await SendAsync(request, credential, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !_connection.Credentials.Refused(credential))
            return response;
        response.Dispose();
        return await SendAsync(request, await CredentialAsync(request.Name, cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, Credential credential, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var message = request.ToMessage(_connection.Server);
            Identify(message, credential);
            try
            {
                return await InvokerFor(credential).SendAsync(message, cancellationToken);
            }
            catch (ObjectDisposedException) when (attempt < MaxLines && !_disposed)
            {
                // another certificate came into use before this request was on its way: it takes the new connections
            }
        }
    }

    private async ValueTask<Credential> CredentialAsync(string request, CancellationToken cancellationToken)
    {
        if (_connection.Server.Scheme != "https")
            return new Credential(null, null); // as client-go: nothing secret goes over a line that anybody can read
        try
        {
            return await _connection.Credentials.GetAsync(cancellationToken);
        }
        catch (CredentialException e)
        {
            throw new UnauthorizedException($"{request}: there is no credential: {e.Message}", new Failure(request, Inner: e));
        }
    }

    private void Identify(HttpRequestMessage message, Credential credential)
    {
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        if (credential.Authorization is { } authorization)
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (_connection.ImpersonateAs is not { } other)
            return;
        Impersonate(message, "User", [other.User]);
        if (other.Uid is { } uid)
            Impersonate(message, "Uid", [uid]);
        Impersonate(message, "Group", other.Groups);
        foreach (var (key, values) in other.Extra)
            Impersonate(message, $"Extra-{Uri.EscapeDataString(key)}", values);
    }

    private static void Impersonate(HttpRequestMessage message, string part, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        message.Headers.TryAddWithoutValidation($"Impersonate-{part}", RepeatedHeader.Join($"Impersonate-{part}", values));
        if (values.Count > 1)
            message.Version = HttpVersion.Version11;
    }

    /// <summary>The connections that show this credential's certificate; those of an old one end when their requests do.</summary>
    private HttpMessageInvoker InvokerFor(Credential credential)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_line is null || !ReferenceEquals(_line.Certificate, credential.Certificate))
            {
                _line?.Invoker.Dispose();
                _line = new Line(new HttpMessageInvoker(ServerHandler.Create(_connection, credential.Certificate)), credential.Certificate);
            }
            return _line.Invoker;
        }
    }

    private async Task<KubernetesException> SortAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> start = default;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            start = await BoundedBody.ReadStartAsync(body, MaxErrorBytes, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // the code alone must do
        }
        return FailureSorter.Sort(request.Name, request.IsWrite, (int)response.StatusCode, start.Span, RetryAfter(response.Headers.RetryAfter));
    }

    /// <summary>Zero is no answer to how long one should wait: then the client's own back-off counts.</summary>
    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : TimeSpan.Zero);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private KubernetesException Explain(ApiRequest request, Exception e)
    {
        var failure = new Failure(request.Name, Inner: e);
        var certificate = Causes(e).OfType<AuthenticationException>().FirstOrDefault();
        if (certificate is not null)
            return new UnreachableException($"{request.Name}: TLS with {_connection.Server} failed: {certificate.Message}", failure)
            {
                IsCertificateProblem = true,
            };
        if (e is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError
            })
            return new UnreachableException($"{request.Name}: {_connection.Server} cannot be reached: {Innermost(e)}", failure);
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded })
            return new UnexpectedAnswerException($"{request.Name}: {_connection.Server} does not speak HTTP rightly: {e.Message}", failure)
            {
                MayHaveTakenEffect = request.IsWrite,
            };
        return new BrokenConnectionException($"{request.Name}: the connection to {_connection.Server} broke: {Innermost(e)}", failure)
        {
            MayHaveTakenEffect = request.IsWrite,
        };
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string Innermost(Exception e) => Causes(e).Last().Message;

    /// <summary>The texts of Warning headers: <c>299 - "unknown field"</c>.</summary>
    private static IEnumerable<string> Warnings(HttpResponseMessage response) =>
        response.Headers.Warning.Select(warning => warning.Text.Trim('"'));

    private sealed record Line(HttpMessageInvoker Invoker, ClientCertificate? Certificate);
}
