using Pipeline.Analyzer.Gathering;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>The rules that an analysis asks.</summary>
public sealed class Rulebook(IReadOnlyList<IHypothesisRule> rules)
{
    /// <summary>Patterns of failures, traffic behind a shortage, stated reasons, and alerts by their own word.</summary>
    public static Rulebook BuiltIn { get; } = new(
    [
        .. FailurePattern.BuiltIn.Select(p => new FailurePatternRule(p)),
        new TrafficSurgeRule(),
        new StatedReasonRule(),
        new AlertStatementRule(FailurePattern.BuiltIn.Select(p => p.Cause).ToHashSet(StringComparer.Ordinal)),
    ]);

    /// <summary>All that the rules suspect. When two say the same of the same entity, a refutation counts more than a suspicion.</summary>
    public IReadOnlyList<Suspicion> Suspect(CaseFile file) =>
    [
        .. rules.SelectMany(rule => rule.Suspect(file))
            .GroupBy(s => (s.Cause, s.Entity))
            .Select(g => g.OrderBy(s => s.Refutation is null).ThenByDescending(s => s.Confidence()).First()),
    ];
}
