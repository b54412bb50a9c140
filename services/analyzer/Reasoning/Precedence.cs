using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reading;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>What the order of symptoms says about cause and effect.</summary>
internal static class Precedence
{
    /// <summary>Whether one began before the other by more than the two are apart in time resolution.</summary>
    public static bool Before(SymptomHistory one, SymptomHistory other) =>
        one.SharesClockWith(other) && one.Onset + Tolerance(one, other) < other.Onset;

    /// <summary>A clue for what came first, against what came later; none when that cannot be said.</summary>
    public static IEnumerable<Clue> Clues(IReadOnlyList<Exhibit> own, CaseFile file)
    {
        var (first, others) = (own[0].Symptom, file.Exhibits.Where(e => !own.Contains(e)).ToList());
        if (file.TimelineId is not { } timeline || others.Count == 0)
            yield break;
        if (others.Exists(o => Before(o.Symptom, first)))
            yield return new Clue(timeline, Weights.CameLater, Side.Against);
        else if (others.TrueForAll(o => Before(first, o.Symptom)))
            yield return new Clue(timeline, Weights.CameFirst);
    }

    private static TimeSpan Tolerance(SymptomHistory one, SymptomHistory other) =>
        one.Resolution > other.Resolution ? one.Resolution : other.Resolution;
}
