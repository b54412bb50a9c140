namespace Pipeline.Detection.Streaming;

/// <summary>What the bank says about one value.</summary>
/// <param name="Score">0 to 1, on the scale of <see cref="Calibration.ScoreScale"/>.</param>
/// <param name="IsAnomaly">Whether the score reaches what the sensitivity asks for.</param>
/// <param name="IsJudged">False when the value could not be judged: missing, late, or among the first.</param>
public readonly record struct StreamingVerdict(double Score, bool IsAnomaly, bool IsJudged);
