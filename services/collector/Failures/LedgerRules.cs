namespace Pipeline.Collector.Failures;

/// <summary>How patient the ledger is.</summary>
public sealed record LedgerRules
{
    /// <summary>Time between two tellings of a trouble that goes on.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Settle times instead of the states' own, by name of the state.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Settle { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Troubles kept at once; further ones are left out until there is room.</summary>
    public int Most { get; init; } = 10_000;

    /// <summary>How long the observation must hold before it is told.</summary>
    public TimeSpan SettleOf(Observation observation)
    {
        var settle = Settle.TryGetValue(observation.State.Name, out var given) ? given : observation.State.Settle;
        return observation.AtLeast is { } least && least > settle ? least : settle;
    }
}
