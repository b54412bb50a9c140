namespace Pipeline.Simulator.PromQl;

/// <summary>How queries are carried out; the defaults are Prometheus'.</summary>
public sealed record QueryEngineOptions
{
    /// <summary>How long a sample stands for its series when no newer one comes. 5 minutes by default.</summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Step of subqueries that name none. 1 minute by default.</summary>
    public TimeSpan SubqueryStep { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most samples that a query may read or make. 50 million by default.</summary>
    public long MaxSamples { get; init; } = 50_000_000;
}
