namespace Pipeline.Collector.Rows;

/// <summary>What was measured of a pod, wherever it came from; null where nobody did.</summary>
public sealed record PodUse
{
    /// <summary>Nothing was measured.</summary>
    public static PodUse Unknown { get; } = new();

    /// <summary>In cores.</summary>
    public double? Cpu { get; init; }

    /// <summary>Working set in bytes.</summary>
    public double? Memory { get; init; }

    /// <summary>In bytes per second.</summary>
    public double? NetworkReceive { get; init; }

    /// <summary>In bytes per second.</summary>
    public double? NetworkTransmit { get; init; }

    /// <summary>Per second.</summary>
    public double? ReceiveErrors { get; init; }

    /// <summary>Per second.</summary>
    public double? TransmitErrors { get; init; }

    /// <summary>Packets per second.</summary>
    public double? ReceiveDropped { get; init; }

    /// <summary>Packets per second.</summary>
    public double? TransmitDropped { get; init; }

    /// <summary>Values of further queries, by their names.</summary>
    public IReadOnlyDictionary<string, double> Custom { get; init; } = new Dictionary<string, double>();

    /// <summary>This, and what is unknown from another.</summary>
    public PodUse Or(PodUse other) => new()
    {
        Cpu = Cpu ?? other.Cpu,
        Memory = Memory ?? other.Memory,
        NetworkReceive = NetworkReceive ?? other.NetworkReceive,
        NetworkTransmit = NetworkTransmit ?? other.NetworkTransmit,
        ReceiveErrors = ReceiveErrors ?? other.ReceiveErrors,
        TransmitErrors = TransmitErrors ?? other.TransmitErrors,
        ReceiveDropped = ReceiveDropped ?? other.ReceiveDropped,
        TransmitDropped = TransmitDropped ?? other.TransmitDropped,
        Custom = Custom.Count > 0 ? Custom : other.Custom,
    };
}
