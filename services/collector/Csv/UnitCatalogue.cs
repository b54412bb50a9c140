namespace Pipeline.Collector.Csv;

/// <summary>Units as people write them in column titles, and the base unit the pipeline keeps them in.</summary>
internal static class UnitCatalogue
{
    /// <summary>UCUM base unit and the factor into it; the text itself and 1 when it is not known.</summary>
    public static (string Unit, double Scale) Read(string? unit) => unit?.Trim() switch
    {
        null or "" => ("1", 1),
        "%" or "percent" => ("1", 0.01),
        "s" or "sec" or "seconds" => ("s", 1),
        "ms" or "milliseconds" => ("s", 1e-3),
        "us" or "µs" => ("s", 1e-6),
        "ns" => ("s", 1e-9),
        "B" or "By" or "bytes" => ("By", 1),
        "kB" or "KB" => ("By", 1e3),
        "MB" => ("By", 1e6),
        "GB" => ("By", 1e9),
        "Ki" or "KiB" => ("By", 1 << 10),
        "Mi" or "MiB" => ("By", 1 << 20),
        "Gi" or "GiB" => ("By", 1 << 30),
        "B/s" or "By/s" or "Bps" => ("By/s", 1),
        "kB/s" or "KB/s" => ("By/s", 1e3),
        "MB/s" => ("By/s", 1e6),
        "KiB/s" => ("By/s", 1 << 10),
        "MiB/s" => ("By/s", 1 << 20),
        "1/s" or "/s" or "req/s" or "rps" or "ops/s" or "qps" => ("1/s", 1),
        "m" or "millicores" or "mcores" => ("{core}", 1e-3),
        "cores" => ("{core}", 1),
        var other => (other, 1),
    };
}
