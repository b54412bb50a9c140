namespace Pipeline.Detection.Ranking;

/// <summary>A column's name, <c>&lt;service&gt;_&lt;metric&gt;</c>, taken apart.</summary>
public static class MetricName
{
    private static readonly (MetricNature Nature, string[] Words)[] Known =
    [
        (MetricNature.Latency, ["lat", "p50", "p90", "p95", "p99", "duration", "response"]),
        (MetricNature.Errors, ["err", "success", "fail", "5xx"]),
        (MetricNature.Cpu, ["cpu"]),
        (MetricNature.Memory, ["mem", "rss", "heap"]),
        (MetricNature.Disk, ["disk", "fs", "sysread", "syswrite", "io"]),
        (MetricNature.Network, ["rx", "tx", "net", "socket", "receive", "transmit"]),
    ];

    /// <summary>The part before the first underscore; the whole without one.</summary>
    public static string ServiceOf(string column) => Cut(column) is var at && at > 0 ? column[..at] : column;

    /// <summary>What the part behind it speaks of.</summary>
    public static MetricNature NatureOf(string column)
    {
        var metric = column.AsSpan(Cut(column) + 1);
        foreach (var (nature, words) in Known)
        {
            foreach (var word in words)
            {
                if (metric.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return nature;
            }
        }

        return MetricNature.Traffic;
    }

    private static int Cut(string column) => column.IndexOf('_', StringComparison.Ordinal);
}
