using Pipeline.Cli.Detecting.Files;
using Pipeline.Detection.Streaming;

namespace Pipeline.Cli.Detecting.Judging;

/// <summary>Judges a file of one series by its bank.</summary>
internal sealed class SeriesJudge(StreamingOptions options) : IRowJudge
{
    /// <summary>One value in a thousand of a healthy series has a higher score: from here on a reason is of use.</summary>
    public const double WorthAReason = 0.25;

    private readonly StreamingBank _bank = new(options);

    /// <inheritdoc/>
    public RowJudgement Judge(MetricRow row)
    {
        var verdict = _bank.Push(row.Seconds, row.Values[0]);
        return new RowJudgement(verdict.Score, verdict.IsAnomaly, "", verdict.Score >= WorthAReason ? _bank.Explain().Describe() : "");
    }

    /// <inheritdoc/>
    public void Learn(MetricRow row) => _bank.Push(row.Seconds, row.Values[0]);
}
