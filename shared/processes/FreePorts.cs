using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pipeline.Processes;

/// <summary>Ports of 127.0.0.1 for servers that are started next.</summary>
/// <remarks>
/// They lie below the range that the kernel gives to outgoing connections: else a client that retries
/// while the server is down can get the server's port as its own, and the server cannot bind it again.
/// </remarks>
public static class FreePorts
{
    private const int First = 15_000;

    /// <returns>A port that nobody listens on, and no other one of the same call.</returns>
    public static int One() => Many(1)[0];

    /// <returns>Different ports that nobody listens on.</returns>
    public static int[] Many(int count)
    {
        var end = EphemeralRangeStart();
        var listeners = new List<TcpListener>(); // held until all are found, so that none is found twice
        try
        {
            while (listeners.Count < count)
            {
                if (TryListen(RandomNumberGenerator.GetInt32(First, end)) is { } listener)
                    listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    public static bool IsFree(int port)
    {
        using var listener = TryListen(port);
        return listener is not null;
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
            return null;
        }
    }

    private static int EphemeralRangeStart()
    {
        var range = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, 2);
        var start = int.Parse(range[0], CultureInfo.InvariantCulture);
        return start > First + 1000 ? start : ushort.MaxValue; // a machine that leaves no room below: anywhere
    }
}
