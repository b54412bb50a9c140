using Pipeline.Contracts.Metrics;
using Pipeline.Detection.Missing;

namespace Pipeline.Detector.Scoring;

/// <summary>How far a partition has come with one source.</summary>
/// <param name="source">The source's name.</param>
/// <param name="clock">Which clock its times are on.</param>
/// <param name="covered">Everything up to here was scored.</param>
/// <param name="missing">What is missing of it.</param>
public sealed class SourceProgress(string source, SourceClock clock, DateTimeOffset covered, MissingDataWatch missing)
{
    /// <summary>The source's name.</summary>
    public string Source => source;

    /// <summary>Which clock its times are on.</summary>
    public SourceClock Clock => clock;

    /// <summary>Everything up to here was scored.</summary>
    public DateTimeOffset Covered { get; set; } = covered;

    /// <summary>What is missing of it.</summary>
    public MissingDataWatch Missing => missing;

    /// <summary>Since when, on the pipeline's clock, a message has been missing; null for none. Not stored: a restart asks again.</summary>
    public DateTimeOffset? GapSince { get; set; }

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset? AskedAt { get; set; }
}
