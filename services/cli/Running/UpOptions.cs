namespace Pipeline.Cli.Running;

/// <summary>What <c>pipeline up</c> was asked for.</summary>
/// <param name="DataFolder">Where everything is kept: database, keys, address.</param>
/// <param name="Port">Port of API and dashboard; null for 8080, or a free one when that is taken.</param>
/// <param name="Replay">The recording to replay; null to watch live sources.</param>
/// <param name="Speed">How much faster than it happened: "60x", "max".</param>
/// <param name="WarmUp">The recording's first stretch that only trains the baselines.</param>
/// <param name="Settings">Further settings from the command line.</param>
internal sealed record UpOptions(
    string DataFolder, int? Port, string? Replay, string Speed, TimeSpan WarmUp, IReadOnlyList<string> Settings)
{
    /// <summary>Whether to bring a simulated cluster and watch that.</summary>
    public bool Simulate { get; init; }

    /// <summary>Its timeline of faults; null for the one that comes with the program.</summary>
    public string? Scenario { get; init; }
}
