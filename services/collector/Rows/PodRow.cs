using Pipeline.Contracts;

namespace Pipeline.Collector.Rows;

/// <summary>Everything that is known of one pod at one moment. What nobody measured or said is null: never invented, never zero.</summary>
public sealed record PodRow
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    public required EntityRef Pod { get; init; }

    public required EntityRef Owner { get; init; }

    /// <summary>Time since it was created.</summary>
    public TimeSpan? Age { get; init; }

    public string? Node { get; init; }

    /// <summary>"Running", "Pending" …</summary>
    public string? Status { get; init; }

    /// <summary>Why it is not well, in the cluster's word: "CrashLoopBackOff".</summary>
    public string? Reason { get; init; }

    public long? Restarts { get; init; }

    public int? ReadyContainers { get; init; }

    public int? TotalContainers { get; init; }

    /// <summary>In cores.</summary>
    public double? Cpu { get; init; }

    /// <summary>CPU as part of its limits, where every container has one.</summary>
    public double? CpuOfLimit { get; init; }

    /// <summary>CPU as part of what its node can give.</summary>
    public double? CpuOfNode { get; init; }

    /// <summary>Working set in bytes.</summary>
    public double? Memory { get; init; }

    /// <summary>Memory as part of its limits, where every container has one.</summary>
    public double? MemoryOfLimit { get; init; }

    /// <summary>Memory as part of its node's.</summary>
    public double? MemoryOfNode { get; init; }

    /// <summary>In bytes per second.</summary>
    public double? NetworkReceive { get; init; }

    /// <summary>In bytes per second.</summary>
    public double? NetworkTransmit { get; init; }

    /// <summary>Errors per second.</summary>
    public double? ReceiveErrors { get; init; }

    /// <summary>Errors per second.</summary>
    public double? TransmitErrors { get; init; }

    /// <summary>Packets per second.</summary>
    public double? ReceiveDropped { get; init; }

    /// <summary>Packets per second.</summary>
    public double? TransmitDropped { get; init; }

    /// <summary>Newest line of its log; masked.</summary>
    public string? LastLog { get; init; }

    /// <summary>What a container said when it ended, or why it waits; masked.</summary>
    public string? Error { get; init; }

    /// <summary>The newest event about the pod.</summary>
    public RowEvent? PodEvent { get; init; }

    /// <summary>The newest event about its node.</summary>
    public RowEvent? NodeEvent { get; init; }

    /// <summary>Values of further queries, by their names.</summary>
    public IReadOnlyDictionary<string, double> Custom { get; init; } = new Dictionary<string, double>();
}

/// <summary>An event in a row.</summary>
/// <param name="Message">Masked.</param>
public sealed record RowEvent(string Type, string Reason, TimeSpan? Age, string? Source, string Message, long Count);
