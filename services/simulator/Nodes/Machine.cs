namespace Pipeline.Simulator.Nodes;

/// <summary>The state of a machine under its kubelet: what it uses and what is broken in it.</summary>
internal sealed class Machine(NodeHardware hardware, DateTimeOffset bootedAt)
{
    public NodeHardware Hardware { get; } = hardware;

    public DateTimeOffset BootedAt { get; set; } = bootedAt;

    /// <summary>The kubelet runs; without it pods go on, but nobody starts, stops or reports them.</summary>
    public bool KubeletRuns { get; set; } = true;

    /// <summary>The machine has power and a network at all.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Fraction of packets lost, 0 to 1.</summary>
    public double PacketLoss { get; set; }

    public double Cores { get; set; }

    public double MemoryBytes { get; set; } = 600.0 * (1 << 20);

    public double DiskBytes { get; set; } = 9.0 * (1 << 30);

    public double Processes { get; set; } = 180;

    public double Load1 { get; set; }

    public double Load5 { get; set; }

    public double Load15 { get; set; }

    public double UserSeconds { get; set; }

    public double SystemSeconds { get; set; }

    public double IowaitSeconds { get; set; }

    public double IdleSeconds { get; set; }

    public double DiskIoSeconds { get; set; }

    public TrafficCounters Network { get; } = new();

    public double AvailableMemory => Math.Max(0, Hardware.MemoryBytes - MemoryBytes);

    public double AvailableDisk => Math.Max(0, Hardware.DiskBytes - DiskBytes);

    public const double MostProcesses = 32768;
}

/// <summary>Counters of a network interface, from 0.</summary>
internal sealed class TrafficCounters
{
    public double ReceiveBytes { get; private set; }

    public double TransmitBytes { get; private set; }

    public double ReceivePackets { get; private set; }

    public double TransmitPackets { get; private set; }

    public double ReceiveErrors { get; private set; }

    public double TransmitErrors { get; private set; }

    public double ReceiveDropped { get; private set; }

    public double TransmitDropped { get; private set; }

    /// <summary>Adds traffic, of which a fraction is lost on the way.</summary>
    public void Add(double receivedBytes, double sentBytes, double loss)
    {
        const double BytesOfPacket = 900;
        var (received, sent) = (receivedBytes / BytesOfPacket, sentBytes / BytesOfPacket);
        ReceiveBytes += receivedBytes * (1 - loss);
        TransmitBytes += sentBytes;
        ReceivePackets += received * (1 - loss);
        TransmitPackets += sent;
        ReceiveErrors += received * loss * 0.4;
        ReceiveDropped += received * loss * 0.6;
        TransmitErrors += sent * loss * 0.2;
        TransmitDropped += sent * loss * 0.3;
    }
}
