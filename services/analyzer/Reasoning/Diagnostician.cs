using System.Globalization;
using Pipeline.Analyzer.Gathering;
using Pipeline.Incidents.Analysis;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Weighs what the rules suspect, and says no more than the evidence bears.</summary>
public sealed class Diagnostician(Rulebook rules)
{
    /// <summary>The cause of a hypothesis that says that none of the others explains the trouble.</summary>
    public const string UnknownCause = "unknown";

    private const int MostHypotheses = 20;

    /// <summary>Diagnoses a case. The same file gives the same diagnosis.</summary>
    public Diagnosis Diagnose(CaseFile file)
    {
        var suspicions = rules.Suspect(file);
        var standing = suspicions.Where(s => s.Refutation is null)
            .OrderByDescending(s => s.Confidence())
            .ThenBy(s => s.Cause, StringComparer.Ordinal)
            .ThenBy(s => s.Entity.ToString(), StringComparer.Ordinal)
            .Take(MostHypotheses)
            .ToList();
        var leading = Leading(standing);
        if (leading is null)
            standing.Add(Unknown(file));
        var ranked = standing
            .Concat(suspicions.Where(s => s.Refutation is not null).OrderBy(s => s.Cause, StringComparer.Ordinal).Take(MostHypotheses))
            .Select((s, index) => (Suspicion: s, Hypothesis: Hypothesis(s, Id(file, index))))
            .ToList();
        var certainty = leading switch
        {
            null => Certainty.Unknown,
            _ when leading.Clues.Any(c => c is { ShowsMechanism: true, Speaks: Side.For }) => Certainty.RootCause,
            _ => Certainty.Likely,
        };
        return new Diagnosis
        {
            Hypotheses = [.. ranked.Select(r => r.Hypothesis)],
            Refuted = ranked.Where(r => r.Suspicion.Refutation is not null)
                .ToDictionary(r => r.Hypothesis.Id, r => r.Suspicion.Refutation!, StringComparer.Ordinal),
            Leading = leading is null ? null : ranked[0].Hypothesis,
            Certainty = certainty,
            Conclusion = Conclusion(certainty, [.. ranked.Take(standing.Count).Select(r => r.Hypothesis)]),
            FirstLook = (leading ?? standing[0]).FirstLook,
        };
    }

    /// <summary>The first, if it is likely and clearly ahead of every other cause.</summary>
    private static Suspicion? Leading(List<Suspicion> standing)
    {
        if (standing is not [var first, ..] || first.Confidence() < Weights.Likely)
            return null;
        var rival = standing.Find(s => s.Cause != first.Cause);
        return rival is null || first.Confidence() - rival.Confidence() >= Weights.Lead ? first : null;
    }

    private static Suspicion Unknown(CaseFile file)
    {
        var owner = file.Story.Incident.Key.Owner;
        return new Suspicion
        {
            Cause = UnknownCause,
            Entity = owner,
            Statement = $"Something else is wrong with {owner}: what is recorded does not say what.",
            Clues = [.. file.Exhibits.Take(1).Select(e => new Clue(e.EvidenceId, Weights.Unexplained))],
            WouldSettle = ["events, logs and recent changes"],
            FirstLook = "look at events, logs and recent changes around the onset",
        };
    }

    private static Hypothesis Hypothesis(Suspicion suspicion, string id) => new()
    {
        Id = id,
        Cause = suspicion.Cause,
        Entity = suspicion.Entity,
        Confidence = suspicion.Confidence(),
        Statement = suspicion.Statement,
        EvidenceFor = Ids(suspicion, Side.For),
        EvidenceAgainst = Ids(suspicion, Side.Against),
        Missing = suspicion.WouldSettle,
    };

    private static List<string> Ids(Suspicion suspicion, Side side) =>
        [.. suspicion.Clues.Where(c => c.Speaks == side).Select(c => c.EvidenceId).Distinct()];

    private static string Id(CaseFile file, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"H{file.Attempt}.{index + 1}");

    private static string Conclusion(Certainty certainty, List<Hypothesis> standing)
    {
        var (first, second) = (standing[0], standing.Find(h => h.Cause != standing[0].Cause && h.Cause != UnknownCause));
        var rest = second is null ? "" : string.Create(CultureInfo.InvariantCulture, $" Next: {second.Cause} ({second.Confidence:0.00}).");
        return certainty switch
        {
            Certainty.RootCause => $"Root cause: {Weighed(first)}{rest}",
            Certainty.Likely => $"Likely: {Weighed(first)}{rest} The mechanism was not seen.",
            _ when first.Cause == UnknownCause => "The cause is not known: nothing recorded fits a known kind of failure.",
            _ when second is not null && first.Confidence >= Weights.Likely => string.Create(
                CultureInfo.InvariantCulture,
                $"The cause is not known: {first.Cause} ({first.Confidence:0.00}) and {second.Cause} ({second.Confidence:0.00}) fit about equally well. {first.Statement} {second.Statement}"),
            _ => $"The cause is not known; what is seen is too little to tell cause from effect. Best guess: {Weighed(first)}{rest}",
        };
    }

    private static string Weighed(Hypothesis hypothesis)
    {
        var against = hypothesis.EvidenceAgainst.Count == 0 ? "" : $", against it {string.Join(", ", hypothesis.EvidenceAgainst)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{hypothesis.Statement} Confidence {hypothesis.Confidence:0.00}: for it {string.Join(", ", hypothesis.EvidenceFor)}{against}.");
    }
}
