namespace Pipeline.Prometheus;

/// <summary>What a query gave.</summary>
/// <param name="Series">Empty means no data, never zero.</param>
/// <param name="Warnings">The server's warnings and notes; an answer with some may be partial.</param>
/// <param name="SkippedHistograms">Series left out because they are native histograms.</param>
public sealed record QueryAnswer(IReadOnlyList<LabelledSeries> Series, IReadOnlyList<string> Warnings, int SkippedHistograms)
{
    /// <summary>The answer to a question that was not asked.</summary>
    public static QueryAnswer Nothing { get; } = new([], [], 0);
}
