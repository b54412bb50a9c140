namespace Pipeline.Detection.Ranking;

/// <summary>What a metric tells of its service: what it uses is its own, what it waits for comes from others.</summary>
public enum MetricNature
{
    /// <summary>Processor time: what a service does itself.</summary>
    Cpu,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Disk, files, reads and writes.</summary>
    Disk,

    /// <summary>Bytes and packets received and sent.</summary>
    Network,

    /// <summary>How long answers take: callers inherit it.</summary>
    Latency,

    /// <summary>Failed requests, or the share of good ones: callers inherit it.</summary>
    Errors,

    /// <summary>Requests: the called inherit it. Also whatever has another name.</summary>
    Traffic,
}
