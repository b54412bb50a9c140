using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes.Api;

/// <summary>One command over a WebSocket, in the protocol v4/v5.channel.k8s.io: the first byte of a message names its channel.</summary>
/// <remarks>For one use. Not to be retried but after a 401: a command may have run.</remarks>
internal sealed class ExecSession(ApiTransport transport, ExecQuery query, string pathAndQuery)
{
    private const byte Output = 1;
    private const byte Errors = 2;
    private const byte Status = 3;
    private const int LongestStatus = 64 << 10;
    private readonly string _request = $"EXEC {query.Namespace}/{query.Pod}";
    private readonly KeptBytes _output = new(query.LimitBytes);
    private readonly KeptBytes _errors = new(query.LimitBytes);
    private readonly KeptBytes _status = new(LongestStatus);

    /// <summary>The credential the server was shown.</summary>
    public Credential? Shown { get; private set; }

    /// <exception cref="KubernetesException">The command could not be run, or its end was not heard.</exception>
    public async Task<ExecAnswer> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(query.Timeout, transport.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var socket = new ClientWebSocket();
        try
        {
            await ConnectAsync(socket, either.Token);
            await ReceiveAsync(socket, either.Token);
            await CloseAsync(socket, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestTimeoutException(
                $"{_request}: the command did not end within {query.Timeout.TotalSeconds:0.###} s", new Failure(_request, Inner: e))
            {
                MayHaveTakenEffect = socket.HttpStatusCode == HttpStatusCode.SwitchingProtocols || socket.State != WebSocketState.Connecting,
            };
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw Explain(socket, e);
        }
        return Answer(socket);
    }

    private async Task ConnectAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        socket.Options.AddSubProtocol("v4.channel.k8s.io");
        socket.Options.CollectHttpResponseDetails = true;
        var (credential, invoker, headers) = await transport.IdentityAsync(_request, cancellationToken);
        Shown = credential;
        foreach (var (name, values) in headers.GroupBy(h => h.Key, h => h.Value).Select(g => (g.Key, g)))
            socket.Options.SetRequestHeader(name, string.Join(", ", values));
        var server = transport.Connection.Server;
        var url = new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery);
        var target = new UriBuilder(url) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
        await socket.ConnectAsync(target, invoker, cancellationToken);
    }

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 << 10];
        byte? channel = null;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            var data = buffer.AsMemory(0, received.Count);
            if (channel is null && data.Length > 0)
            {
                channel = data.Span[0];
                data = data[1..];
            }
            var kept = channel switch { Output => _output, Errors => _errors, Status => _status, _ => null };
            kept?.Add(data.Span);
            if (!received.EndOfMessage)
                continue;
            if (channel == Status)
                return;
            channel = null;
        }
    }

    private static async Task CloseAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (WebSocketException)
        {
            // the answer is complete; how the other side leaves does not matter
        }
    }

    private ExecAnswer Answer(ClientWebSocket socket)
    {
        var status = FailureSorter.ReadStatus(_status.Bytes);
        if (status is null)
            throw new BrokenConnectionException($"{_request}: the connection ended before the command did{Farewell(socket)}", new Failure(_request))
            {
                MayHaveTakenEffect = true,
            };
        return status.Reason switch
        {
            null => Ended(0),
            "NonZeroExitCode" when ExitCode(status) is { } code => Ended(code),
            _ => throw FailureSorter.Sort(_request, status with { Code = status.Code is 0 ? 500 : status.Code }),
        };
    }

    /// <summary>" (1011: the kubelet is gone)": what the server said when it closed.</summary>
    private static string Farewell(ClientWebSocket socket) => socket.CloseStatus switch
    {
        null or WebSocketCloseStatus.NormalClosure => "",
        var code => $" ({(int)code}{(string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : $": {socket.CloseStatusDescription}")})",
    };

    private ExecAnswer Ended(int exitCode) => new(exitCode, Text(_output), Text(_errors), _output.IsCut || _errors.IsCut);

    private static int? ExitCode(ApiStatus status) =>
        status.Details?.Causes.FirstOrDefault(cause => cause.Reason == "ExitCode")?.Message is { } text
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null;

    private KubernetesException Explain(ClientWebSocket socket, Exception e)
    {
        var code = (int)socket.HttpStatusCode;
        if (code is not 0 and not 101)
            return FailureSorter.Sort(_request, isWrite: false, code, Encoding.UTF8.GetBytes($"the server does not open a WebSocket: {e.Message}"));
        return code == 101
            ? new BrokenConnectionException($"{_request}: the connection broke: {e.Message}", new Failure(_request, Inner: e)) { MayHaveTakenEffect = true }
            : new UnreachableException($"{_request}: {transport.Connection.Server} cannot be reached: {e.GetBaseException().Message}", new Failure(_request, Inner: e));
    }

    private static string Text(KeptBytes kept) => Encoding.UTF8.GetString(kept.Bytes);
}
