using Pipeline.Contracts;
using Pipeline.Detection.Calibration;
using Pipeline.Detection.Series;

namespace Pipeline.Detection.Robust;

/// <summary>Sees samples far from the median of the learned ones, in robust deviations and in practical terms.</summary>
/// <remarks>
/// It decides together with the streaming bank. The baseline, which learns no anomaly, says whether a symptom is still there; the bank,
/// which learns everything, says how unusual a sample is for this very series. So what the series does every now and then is no symptom
/// however far it lies from the median, and what it never did is one from half the distance on.
/// </remarks>
/// <param name="rule">When a distance counts.</param>
/// <param name="capacity">Samples of the baseline.</param>
/// <param name="bank">The series' bank, which knows the sample already; null to go by the distance alone.</param>
public sealed class RobustDetector(RobustRule rule, int capacity, KeptBank? bank = null) : ISeriesDetector
{
    /// <summary>Values after which the bank knows what a series does every now and then.</summary>
    public const int Experienced = 200;

    /// <summary>What more than one value in so many reaches, happens every now and then.</summary>
    private static readonly double Usual = ScoreScale.AtRate(1.0 / 300);

    /// <summary>What fewer than one value in so many reaches, never happened.</summary>
    private static readonly double Unheard = ScoreScale.AtRate(1.0 / 10_000);

    /// <summary>Part of the median below which a spread is regarded as rounding, so that a constant series has one.</summary>
    private const double RelativeFloor = 0.005;

    private readonly RobustBaseline _baseline = new(capacity);
    private readonly DailyLevels _levels = new();

    /// <inheritdoc/>
    public string Name => "robust";

    /// <inheritdoc/>
    public Severity Severity => rule.Severity;

    /// <inheritdoc/>
    public Judgement Judge(Sample sample)
    {
        if (_baseline.Count < rule.MinimumHistory)
            return Judgement.None;
        var (value, median) = (sample.Value, _baseline.Median);
        var above = value > median;
        var (normal, basis) = Normal(sample.At, median, above);
        if (above != value > normal)
            return new Judgement(Zone.Healthy, above, normal, basis, 0, null); // as high or low as yesterday
        var floor = Math.Max(RelativeFloor * Math.Abs(normal), rule.MinimumChange / rule.Score);
        var score = RobustScore.Of(value, normal, Math.Max(_baseline.Sigma(), floor));
        var change = Math.Abs(value - normal);
        var matters = Math.Max((above ? rule.MinimumRise : rule.MinimumDrop) * Math.Abs(normal), rule.MinimumChange);
        var zone = !Counts(above) || Math.Abs(score) < rule.Score / 2 || change < matters / 2 || change == 0
            ? Zone.Healthy
            : change >= matters && Math.Abs(score) >= Needed() ? Zone.Abnormal : Zone.Between;
        return new Judgement(zone, above, normal, basis, score, null);
    }

    /// <inheritdoc/>
    public void Learn(Sample sample)
    {
        _baseline.Add(sample.Value);
        _levels.Add(sample);
    }

    /// <inheritdoc/>
    public bool TryAccept(ReadOnlySpan<Sample> level)
    {
        if (level.Length <= rule.MinimumHistory)
            return false;
        var candidate = new RobustDetector(rule, _baseline.Capacity);
        foreach (var sample in level[..^1])
            candidate.Learn(sample);
        if (candidate.Judge(level[^1]).Zone != Zone.Healthy)
            return false;
        _baseline.Clear();
        foreach (var sample in level)
            Learn(sample);
        return true;
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        _baseline.Write(writer);
        _levels.Write(writer);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _baseline.Read(reader);
        _levels.Read(reader);
    }

    /// <summary>The median, or the level of yesterday at this time when that lies farther on the same side.</summary>
    private (double Level, Basis Basis) Normal(DateTimeOffset at, double median, bool above)
    {
        if (_levels.Yesterday(at) is not { } yesterday)
            return (median, new Basis(_baseline.Count));
        var level = above ? yesterday.Highest : yesterday.Lowest;
        return above == level > median ? (level, Basis.Yesterday) : (median, new Basis(_baseline.Count));
    }

    /// <summary>The distance that is abnormal for a value as unusual as the newest is.</summary>
    private double Needed() => bank switch
    {
        { Verdict: { IsJudged: true, Score: var unusual }, Seen: >= Experienced } when unusual < Usual => double.PositiveInfinity,
        { Verdict: { IsJudged: true, Score: var unusual } } when unusual >= Unheard => rule.Score / 2,
        _ => rule.Score,
    };

    private bool Counts(bool above) => rule.Direction == Direction.Both || above == (rule.Direction == Direction.Upper);
}
