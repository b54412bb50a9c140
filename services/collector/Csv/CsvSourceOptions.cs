using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>A file as a source: replayed from its beginning, or followed while it grows.</summary>
public sealed class CsvSourceOptions
{
    /// <summary>The file; ".gz" is unpacked (only when it is not followed).</summary>
    public string Path { get; set; } = "";

    /// <summary>Keep reading what is appended, through truncation and rotation, instead of replaying.</summary>
    public bool Follow { get; set; }

    /// <summary>Replay speed: "60x" is an hour in a minute, "max" (the default) as fast as possible.</summary>
    public string Speed { get; set; } = "max";

    /// <summary>The replay's first stretch only warms baselines and comes at once; none by default.</summary>
    public TimeSpan WarmUp { get; set; }

    /// <summary>Distance of rows; found from the first nine rows of an entity when unset.</summary>
    public TimeSpan? Step { get; set; }

    /// <summary>Wait between two looks at the file, 50 ms to 1 h. 1 s by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Unreadable rows that are left out and said; one more and the file is refused. 100 by default.</summary>
    public int MaxBadRows { get; set; } = 100;

    /// <summary>Most values held in memory, 1,000 to 200 million. 20 million (about 320 MB) by default.</summary>
    public int MaxValues { get; set; } = 20_000_000;

    /// <summary>Namespace of entities whose namespace is not in the file.</summary>
    public string? Namespace { get; set; }

    /// <summary>Kind of the entities that column titles ("cart_cpu") or <see cref="Entity"/> name. "Service" by default.</summary>
    public string Kind { get; set; } = "Service";

    /// <summary>Name of the entity that the whole file is about; the file itself by default.</summary>
    public string? Entity { get; set; }

    /// <summary>Name of the metric in a file with one value column.</summary>
    public string? Metric { get; set; }

    /// <summary>Unit of that metric, as in a title: "%", "ms", "MiB".</summary>
    public string? Unit { get; set; }

    /// <summary>Signal of that metric.</summary>
    public Signal? Signal { get; set; }

    /// <summary>Titles of columns to leave out.</summary>
    public IReadOnlyList<string> Ignore { get; set; } = [];

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return "Path is missing: name the CSV file.";
        if (Follow && Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            yield return $"Path '{Path}' is compressed and cannot be followed: set Follow to false, or name the plain file.";
        if (!ReplaySpeed.TryParse(Speed, out _))
            yield return $"Speed '{Speed}' is neither a factor such as 60x (0.01 to 1000000000) nor max.";
        if (WarmUp < TimeSpan.Zero)
            yield return $"WarmUp {WarmUp} must not be negative.";
        if (Step is { } step && (step < TimeSpan.FromMilliseconds(1) || step > TimeSpan.FromDays(366)))
            yield return $"Step {step} must be between 1 ms and 366 days.";
        if (Interval < TimeSpan.FromMilliseconds(50) || Interval > TimeSpan.FromHours(1))
            yield return $"Interval {Interval} must be between 50 ms and 1 h.";
        if (MaxBadRows is < 0 or > 1_000_000)
            yield return $"MaxBadRows {MaxBadRows} must be between 0 and 1,000,000.";
        if (MaxValues is < 1000 or > 200_000_000)
            yield return $"MaxValues {MaxValues} must be between 1,000 and 200,000,000.";
        if (string.IsNullOrWhiteSpace(Kind))
            yield return "Kind must not be empty: give the entities' Kubernetes kind, such as Service.";
    }
}
