using Pipeline.Contracts;

namespace Pipeline.Detection.Profiles;

/// <summary>What is known about a kind of metric before a sample of it was seen.</summary>
public sealed record MetricProfile
{
    /// <summary>Failure class of a symptom above normal.</summary>
    public required string Above { get; init; }

    /// <summary>Failure class of a symptom below normal; <see cref="Above"/> when left out.</summary>
    public string? Below { get; init; }

    /// <summary>Which side of the median is sick.</summary>
    public Direction Direction { get; init; } = Direction.Upper;

    /// <summary>How urgent a departure from the median is.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>Share of the median by which a sample must exceed it to matter.</summary>
    public double MinimumRise { get; init; } = 0.5;

    /// <summary>Share of the median by which a sample must fall below it to matter.</summary>
    public double MinimumDrop { get; init; } = 0.5;

    /// <summary>Amounts by which a sample must differ from the median; the first whose measure fits the series' unit counts.</summary>
    public IReadOnlyList<(Measure Measure, double Amount)> MinimumChange { get; init; } = [];

    /// <summary>Time after which a steady new level is the new normal; null for what holds for all series.</summary>
    public TimeSpan? AcceptAfter { get; init; }

    /// <summary>Samples beyond the limit that are needed among the newest five, 1 to 5; more for what is restless by nature.</summary>
    public int Votes { get; init; } = 3;

    /// <summary>How long a departure from the median must last.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the return to it must last.</summary>
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>False for flags and counts of broken things: their fixed limits say everything.</summary>
    public bool IsScored { get; init; } = true;

    /// <summary>Fixed limits, the most telling first.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>How long before it is full a share of a whole is foreseen to be; null for what does not run full.</summary>
    public TimeSpan? ForecastHorizon { get; init; }

    /// <summary>The least change that matters, in the series' unit; 0 when no amount fits it and only the shares count.</summary>
    public double MinimumChangeIn(string unit) => MinimumChange
        .Select(change => change.Amount * UnitScale.Of(change.Measure, unit))
        .FirstOrDefault(amount => amount is not null) ?? 0;

    /// <summary>The class of a symptom on one side of normal.</summary>
    public string FailureClassOf(bool above) => above ? Above : Below ?? Above;
}
