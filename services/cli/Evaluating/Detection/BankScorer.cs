using Pipeline.Detection;
using Pipeline.Detection.Streaming;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>Scores the samples of one series in their order; a score in [0, 1] may depend on its sample and earlier ones only.</summary>
internal delegate double[] SeriesScorer(IReadOnlyList<Sample> samples);

/// <summary>The streaming bank as a scorer of one series.</summary>
internal static class BankScorer
{
    /// <summary>Scores a series.</summary>
    public static double[] Score(IReadOnlyList<Sample> samples)
    {
        var bank = new StreamingBank(StreamingOptions.Default);
        return [.. samples.Select(sample => bank.Push(sample.At, sample.Value).Score)];
    }
}
