using System.Net;
using System.Net.Sockets;

namespace Pipeline.Collector.Tests.Simulated;

/// <summary>A line to a server on this machine that can be cut: bytes go through as they are, TLS and all.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Socket> _open = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private bool _isDown;

    /// <param name="serverPort">Where the server listens.</param>
    public Wire(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were opened so far, refused ones included.</summary>
    public int Opened { get; private set; }

    /// <summary>Breaks every connection; until it is mended, new ones are closed at once.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isDown = true;
            foreach (var socket in _open)
                Break(socket);
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_lock)
            _isDown = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Opened++;
                _ = CarryAsync(client);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            lock (_lock)
            {
                if (_isDown)
                    throw new IOException("the line is cut");
                _open.AddRange([client, server]);
            }
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // cut
        }
        Break(client);
        Break(server);
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // cut
        }
    }

    /// <summary>With a reset, as a server that is gone gives: nothing that is still on its way arrives.</summary>
    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // it is closed already
        }
        socket.Dispose();
    }
}
