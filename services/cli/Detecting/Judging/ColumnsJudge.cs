using Pipeline.Cli.Detecting.Files;
using Pipeline.Detection.Multivariate;
using Pipeline.Detection.Streaming;

namespace Pipeline.Cli.Detecting.Judging;

/// <summary>Judges a file of many series that belong together: by what their usual moving together leaves unexplained.</summary>
internal sealed class ColumnsJudge : IRowJudge
{
    private const int Named = 5;

    /// <summary>A column that carries less of a score than this is not named for it.</summary>
    private const double WorthNaming = 0.05;

    private readonly IReadOnlyList<string> _names;
    private readonly double _threshold;
    private readonly ReconstructionDetector _detector;
    private readonly double[] _shares;

    /// <param name="names">The columns.</param>
    /// <param name="sensitivity">The one knob, see <see cref="Sensitivity"/>.</param>
    public ColumnsJudge(IReadOnlyList<string> names, double sensitivity)
    {
        _names = names;
        _threshold = Sensitivity.Threshold(sensitivity);
        _detector = new ReconstructionDetector(names.Count);
        _shares = new double[names.Count];
    }

    /// <inheritdoc/>
    public RowJudgement Judge(MetricRow row)
    {
        var judged = _detector.Observe(row.Values, _shares);
        if (judged.Score < SeriesJudge.WorthAReason)
            return new RowJudgement(judged.Score, judged.Score >= _threshold, "", "");
        var named = Enumerable.Range(0, _names.Count).Where(i => _shares[i] >= WorthNaming).OrderByDescending(i => _shares[i]).Take(Named).ToList();
        return new RowJudgement(
            judged.Score, judged.Score >= _threshold, string.Join(' ', named.Select(i => _names[i])),
            FormattableString.Invariant(
                $"{judged.Deviation:0.0} times what the columns' usual moving together leaves unexplained: {string.Join(", ", named.Select(i => FormattableString.Invariant($"{_names[i]} {_shares[i]:0 %}")))}"));
    }

    /// <inheritdoc/>
    public void Learn(MetricRow row) => _detector.Observe(row.Values, _shares);
}
