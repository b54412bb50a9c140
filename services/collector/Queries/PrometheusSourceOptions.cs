using Pipeline.Prometheus;

namespace Pipeline.Collector.Queries;

/// <summary>A Prometheus server as a source: where it is, what it is asked, and when.</summary>
public sealed class PrometheusSourceOptions : PrometheusClientOptions
{
    /// <summary>YAML file with the queries; the built-in ones when unset.</summary>
    public string? Queries { get; set; }

    /// <summary>Matchers put into every selector, without braces: <c>job="node",env="prod"</c>.</summary>
    public string Selector { get; set; } = "";

    /// <summary>Label that tells clusters apart in a server for several: a matcher for this pipeline's cluster is put into every selector.</summary>
    public string? ClusterLabel { get; set; }

    /// <summary>Wait between two pulls, 1 s to 1 h. 15 s by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Distance of evaluation points, whole milliseconds, 1 s to 1 h; not finer than the scrape interval. 15 s by default.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Range of rates, four scrape intervals at least, 4 s to 1 h. 5 min by default.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a sample may take from its time until it can be read, 0 to 10 min. 2 s by default.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>History that warms baselines at the very first start, 0 to 31 days. 24 h by default.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Distance of points in that history, <see cref="Step"/> to 1 h. 5 min by default.</summary>
    public TimeSpan WarmUpStep { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Oldest gap that is filled after an outage, 1 min to 31 days; what is older is said to be missing. 6 h by default.</summary>
    public TimeSpan MaxBackfill { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Most series that one query may give, 1 to 100,000. 5,000 by default.</summary>
    public int MaxSeriesPerQuery { get; set; } = 5000;

    /// <summary>Queries asked at the same time, 1 to 20. 4 by default.</summary>
    public int Concurrency { get; set; } = 4;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Queries is { } file && ProblemOf(file) is { } wrong)
            yield return wrong;
        if (Selector.Contains('{') || Selector.Contains('}'))
            yield return $"Selector '{Selector}' must be matchers without braces, such as job=\"node\".";
        if (ClusterLabel is { } label && (label.Length == 0 || !label.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(label[0])))
            yield return $"ClusterLabel '{label}' is not a label's name.";
        foreach (var (name, value, least, most) in Ranges())
        {
            if (value < least || value > most)
                yield return $"{name} {value} must be between {least} and {most}.";
        }
        if (Step.Ticks % TimeSpan.TicksPerMillisecond != 0 || WarmUpStep.Ticks % TimeSpan.TicksPerMillisecond != 0)
            yield return "Step and WarmUpStep must be whole milliseconds.";
        if (RateWindow < Step)
            yield return $"RateWindow {RateWindow} must not be shorter than Step {Step}: rates would leave samples out.";
        if (MaxSeriesPerQuery is < 1 or > 100_000)
            yield return $"MaxSeriesPerQuery {MaxSeriesPerQuery} must be between 1 and 100,000.";
        if (Concurrency is < 1 or > 20)
            yield return $"Concurrency {Concurrency} must be between 1 and 20.";
    }

    private static string? ProblemOf(string queryFile)
    {
        try
        {
            QueryFile.Load(queryFile);
            return null;
        }
        catch (QueryFileException e)
        {
            return e.Message;
        }
    }

    private IEnumerable<(string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)> Ranges()
    {
        var (second, hour) = (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        yield return (nameof(Interval), Interval, second, hour);
        yield return (nameof(Step), Step, second, hour);
        yield return (nameof(RateWindow), RateWindow, second * 4, hour);
        yield return (nameof(Delay), Delay, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        yield return (nameof(WarmUp), WarmUp, TimeSpan.Zero, TimeSpan.FromDays(31));
        yield return (nameof(WarmUpStep), WarmUpStep, Step, hour);
        yield return (nameof(MaxBackfill), MaxBackfill, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31));
    }
}
