using Pipeline.Contracts;
using Pipeline.Detection;
using Pipeline.Detection.Robust;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>Scores the samples of one series in their order; a score in [0, 1] may depend on its sample and earlier ones only.</summary>
internal delegate double[] SeriesScorer(IReadOnlyList<Sample> samples);

/// <summary>The robust detector as a scorer of one series.</summary>
internal static class RobustSeriesScorer
{
    private const int Baseline = 500;

    /// <summary>Robust z-score at which the score is ½.</summary>
    private const double Middle = 3.5;

    private static readonly RobustRule Rule = new(Direction.Both, Middle, 0, 0, 0, 30, Severity.Warning);

    /// <summary>Scores a series.</summary>
    public static double[] Score(IReadOnlyList<Sample> samples)
    {
        var detector = new RobustDetector(Rule, Baseline);
        var scores = new double[samples.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var deviation = Math.Abs(detector.Judge(samples[i]).Score ?? 0);
            scores[i] = deviation / (deviation + Middle);
            detector.Learn(samples[i]);
        }
        return scores;
    }
}
