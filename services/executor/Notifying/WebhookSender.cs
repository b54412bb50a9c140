using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Performing;
using Polly;
using Polly.Timeout;

namespace Pipeline.Executor.Notifying;

/// <summary>Posts one request to the webhook, once, and tells what may and what cannot have reached it.</summary>
/// <remarks>
/// Each request has a connection of its own: on a reused one the handler could silently send a request twice, and it
/// could not be told whether the receiver was reached.
/// </remarks>
public sealed class WebhookSender : IDisposable
{
    /// <summary>Header with the effect key, the same for all attempts.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Header with "sha256=" and the HMAC-SHA-256 over the key, a full stop and the body, lower-case hex.</summary>
    public const string SignatureHeader = "X-Pipeline-Signature";

    private const int LongestAnswer = 2048; // bytes of an error's body that are read
    private const int LongestAnswerHeaders = 16; // KB

    private static readonly HttpRequestOptionsKey<bool> Connected = new("pipeline.connected");

    private readonly NotifyOptions _options;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _connecting;
    private readonly ResiliencePipeline _whole;
    private readonly HttpClient _client;

    /// <summary>To the configured webhook.</summary>
    public WebhookSender(IOptions<ActionOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value.Notify, clock);
        _connecting = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(_options.ConnectTimeout).Build();
        _whole = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(_options.Timeout).Build();
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = LongestAnswerHeaders,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends it.</summary>
    /// <param name="address">The webhook.</param>
    /// <param name="effectKey">The idempotency key.</param>
    /// <param name="body">JSON, UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait; what was sent stays sent.</param>
    public async Task<ActionOutcome> PostAsync(Uri address, Guid effectKey, byte[] body, CancellationToken cancellationToken)
    {
        using var request = Request(address, effectKey, body);
        try
        {
            return await _whole.ExecuteAsync(async token => await SendAsync(request, token), cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new ActionOutcome.Failed($"The webhook cannot be reached; nothing was sent: {Innermost(e)}", Retryable: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or TimeoutRejectedException)
        {
            var reason = e is OperationCanceledException or TimeoutRejectedException ? Waited(e, cancellationToken) : Innermost(e);
            return request.Options.TryGetValue(Connected, out var connected) && connected
                ? new ActionOutcome.Unknown($"The webhook was reached and did not answer: {reason}")
                : new ActionOutcome.Failed($"The webhook was not reached; nothing was sent: {reason}", Retryable: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<ActionOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.StatusCode}");
        return DeliveryVerdicts.Of(response.StatusCode) switch
        {
            DeliveryVerdict.Accepted => new ActionOutcome.Succeeded($"The webhook answered {status}."),
            DeliveryVerdict.TryLater => new ActionOutcome.Failed(
                $"The webhook answered {status}: it wants the request later.", Retryable: true, RetryAfter(response.Headers.RetryAfter)),
            DeliveryVerdict.Refused => new ActionOutcome.Failed(
                $"The webhook refused it with {status}{await SaidAsync(response, cancellationToken)}", Retryable: false),
            _ => new ActionOutcome.Unknown(
                $"The webhook answered {status}, which leaves open whether it took the request{await SaidAsync(response, cancellationToken)}"),
        };
    }

    private HttpRequestMessage Request(Uri address, Guid effectKey, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        var key = effectKey.ToString();
        request.Headers.Add(KeyHeader, key);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("incident-pipeline", "1"));
        foreach (var (name, value) in RequestHeaders.Read(_options.Headers))
            request.Headers.TryAddWithoutValidation(name, value);
        if (_options.SigningKey is { } secret)
            request.Headers.Add(SignatureHeader, Signature(secret, key, body));
        return request;
    }

    private static string Signature(string secret, string key, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{key}."), .. body];
        return $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await _connecting.ExecuteAsync(async token => await socket.ConnectAsync(context.DnsEndPoint, token), cancellationToken);
            context.InitialRequestMessage.Options.Set(Connected, true);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } when date > _clock.GetUtcNow() => date - _clock.GetUtcNow(),
        _ => null,
    };

    private static async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var said = new byte[LongestAnswer];
            var length = await stream.ReadAtLeastAsync(said, said.Length, throwOnEndOfStream: false, cancellationToken);
            var text = Encoding.UTF8.GetString(said, 0, length).Replace('\0', ' ').Trim();
            return text.Length > 0 ? $": {text}" : ".";
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return "."; // the status says what became of the request; its explanation got lost
        }
    }

    private string Waited(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && cancellationToken.IsCancellationRequested
            ? "the executor was told to stop or ran out of the action's time."
            : $"there was no answer within {_options.Timeout:c}.";

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
