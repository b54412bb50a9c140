using Pipeline.Cli.Detecting.Files;
using Pipeline.Detection.Streaming;

namespace Pipeline.Cli.Detecting.Judging;

/// <summary>Judges a file of many series by a bank for each: the row's score is the mean of the highest three.</summary>
/// <remarks>What is sick in an entity shows in more than one of its metrics; a single column that errs has a third of the say.</remarks>
internal sealed class ColumnsJudge : IRowJudge
{
    private const int Heard = 3;
    private const int Named = 5;
    private readonly IReadOnlyList<string> _names;
    private readonly double _threshold;
    private readonly StreamingBank[] _banks;
    private readonly double[] _scores;
    private readonly int[] _order;

    /// <param name="names">The columns.</param>
    /// <param name="options">For each of them.</param>
    public ColumnsJudge(IReadOnlyList<string> names, StreamingOptions options)
    {
        _names = names;
        _threshold = Sensitivity.Threshold(options.Sensitivity);
        _banks = [.. names.Select(_ => new StreamingBank(options))];
        _scores = new double[names.Count];
        _order = new int[names.Count];
    }

    /// <inheritdoc/>
    public RowJudgement Judge(MetricRow row)
    {
        Learn(row);
        for (var i = 0; i < _order.Length; i++)
            (_order[i], _scores[i]) = (i, -_banks[i].Verdict.Score);
        Array.Sort(_scores, _order);
        var heard = Math.Min(Heard, _scores.Length);
        var score = -_scores.AsSpan(0, heard).ToArray().Sum() / heard;
        if (score < SeriesJudge.WorthAReason)
            return new RowJudgement(score, score >= _threshold, "", "");
        var named = _order.Take(Named).TakeWhile((_, place) => -_scores[place] >= SeriesJudge.WorthAReason).ToArray();
        return new RowJudgement(
            score, score >= _threshold,
            string.Join(' ', named.Select(column => _names[column])),
            $"{_names[_order[0]]} {_banks[_order[0]].Explain().Describe()}");
    }

    /// <inheritdoc/>
    public void Learn(MetricRow row)
    {
        for (var i = 0; i < _banks.Length; i++)
            _banks[i].Push(row.Seconds, row.Values[i]);
    }
}
