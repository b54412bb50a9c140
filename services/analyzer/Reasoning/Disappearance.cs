using Pipeline.Analyzer.Gathering;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>What is gone while the trouble stays does not explain the trouble.</summary>
internal static class Disappearance
{
    /// <summary>Whether all that shows a cause is gone while another symptom is still there.</summary>
    public static bool Refutes(List<Exhibit> own, CaseFile file) =>
        own.TrueForAll(e => e.Symptom.IsGone) && file.Exhibits.Any(e => !e.Symptom.IsGone);

    /// <summary>The evidence against: the same that showed it, and shows its end.</summary>
    public static IEnumerable<Clue> Clues(List<Exhibit> own) =>
        own.Select(e => new Clue(e.EvidenceId, Weights.WentAway, Side.Against));

    /// <summary>Why it is ruled out.</summary>
    public static string Reason(string cause) => $"The signs of {cause} went away while other symptoms stayed: it does not explain them.";
}
