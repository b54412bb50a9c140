using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Words;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Passes on what an alert itself says, where no pattern knows its kind of failure.</summary>
/// <param name="knownClasses">Failure classes that other rules answer for.</param>
public sealed class AlertStatementRule(IReadOnlySet<string> knownClasses) : IHypothesisRule
{
    private static readonly string[] Statements = ["summary", "message", "description"];

    /// <inheritdoc/>
    public IEnumerable<Suspicion> Suspect(CaseFile file) =>
        from exhibit in file.Exhibits
        where exhibit.Symptom.IsAlert && !knownClasses.Contains(exhibit.FailureClass)
        group exhibit by (exhibit.FailureClass, exhibit.Symptom.First.Metric) into found
        select Of([.. found], file);

    private static Suspicion Of(List<Exhibit> alerts, CaseFile file)
    {
        var first = alerts[0].Symptom.First;
        var said = Statements.Select(name => first.Annotations.GetValueOrDefault(name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
            ?? first.Reason;
        var gone = Disappearance.Refutes(alerts, file);
        var runbook = first.Annotations.GetValueOrDefault("runbook_url");
        return new Suspicion
        {
            Cause = first.FailureClass,
            Entity = first.Entity,
            Statement = $"The alert {first.Metric} says of {first.Entity}, since {Times.Moment(first.StartedAt)}: {said.Clip(400)}",
            Clues =
            [
                .. alerts.Select((e, index) => new Clue(e.EvidenceId, index == 0 ? Weights.AlertAlone : Weights.OneMore)),
                .. Precedence.Clues(alerts, file),
                .. gone ? Disappearance.Clues(alerts) : [],
            ],
            WouldSettle = ["the values that the alert's rule saw"],
            FirstLook = string.IsNullOrWhiteSpace(runbook)
                ? $"look at the rule of {first.Metric} and the values that it fired on"
                : $"follow the alert's runbook: {runbook.Clip(300)}",
            Refutation = gone ? Disappearance.Reason(first.FailureClass) : null,
        };
    }
}
