namespace Pipeline.Detection.Evaluation;

/// <summary>What the Numenta Anomaly Benchmark pays and charges.</summary>
/// <param name="Name">As NAB names it.</param>
/// <param name="Found">For the earliest detection in a window, at most.</param>
/// <param name="Missed">For a window without detection.</param>
/// <param name="FalseAlarm">For a detection outside the windows, at most.</param>
public sealed record NabProfile(string Name, double Found, double Missed, double FalseAlarm)
{
    /// <summary>NAB's three application profiles.</summary>
    public static IReadOnlyList<NabProfile> All { get; } =
    [
        new("standard", 1, 1, 0.11),
        new("reward_low_FP_rate", 1, 1, 0.22),
        new("reward_low_FN_rate", 1, 2, 0.11),
    ];
}
