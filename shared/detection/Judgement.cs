namespace Pipeline.Detection;

/// <summary>What one detector says about one sample, with the numbers it says it by.</summary>
/// <param name="Zone">The verdict.</param>
/// <param name="Above">True when the sample lies above what is normal.</param>
/// <param name="Baseline">What would be normal, in the series' unit; null before anything was learned.</param>
/// <param name="Basis">What the baseline is taken from.</param>
/// <param name="Score">Robust z-score, dimensionless; null when the detector does not score.</param>
/// <param name="Threshold">Fixed limit in the series' unit; null when there is none.</param>
public readonly record struct Judgement(
    Zone Zone, bool Above, double? Baseline, Basis Basis, double? Score, double? Threshold)
{
    /// <summary>Not enough was learned to say anything.</summary>
    public static Judgement None => new(Zone.Healthy, false, null, default, null, null);
}
