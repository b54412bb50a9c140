using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Plans;
using Pipeline.Masking;
using static Pipeline.Incidents.Commands.IncidentCommand;

namespace Pipeline.IncidentStore.Writing;

/// <summary>
/// The one gate through which texts come into an incident: what a command says in free text, labels and annotations is
/// masked for the incident before it is decided.
/// </summary>
/// <remarks>Names and ids stay as they are: masked, they would name nothing. They are ours, the cluster's, or masked at the border.</remarks>
internal static class CommandMasking
{
    /// <summary>The command with its texts masked; masking twice changes nothing.</summary>
    /// <exception cref="UnmaskedPlanException">A plan must be masked before it is hashed: changing it here would void its hash.</exception>
    public static IncidentCommand Mask(IncidentCommand command, Masker masker) => command switch
    {
        OpenIncident c => c with { Report = Report(c.Report, masker) },
        ReportSymptom c => c with { Report = Report(c.Report, masker), Because = masker.Text(c.Because) },
        Absorb c => c with { Symptoms = [.. c.Symptoms.Select(s => Report(s, masker))], Reason = masker.Text(c.Reason) },
        MergeInto c => c with { Reason = masker.Text(c.Reason) },
        CompleteAnalysis c => Analysis(c, masker),
        FailAnalysis c => c with { Reason = masker.Text(c.Reason) },
        RecordPreflight c => c with { Findings = [.. c.Findings.Select(f => f with { Detail = masker.Text(f.Detail) })] },
        Approve c => c with { Comment = c.Comment is null ? null : masker.Text(c.Comment) },
        Reject c => c with { Reason = masker.Text(c.Reason) },
        MarkPlanStale c => c with { Failed = [.. c.Failed.Select(masker.Text)] },
        StartAction c => c with { BeforeState = masker.Labels(c.BeforeState) },
        CompleteAction c => c with { Effect = masker.Text(c.Effect) },
        FailAction c => c with { Reason = masker.Text(c.Reason) },
        LoseAction c => c with { Reason = masker.Text(c.Reason) },
        ConfirmOutcome c => c with { Reason = masker.Text(c.Reason) },
        Summarise c => c with { Text = masker.Text(c.Text) },
        Escalate c => c with { Reason = masker.Text(c.Reason) },
        Dismiss c => c with { Reason = masker.Text(c.Reason) },
        Resolve c => c with { Reason = masker.Text(c.Reason) },
        Reopen c => c with { Reason = masker.Text(c.Reason) },
        AddComment c => c with { Text = masker.Text(c.Text) },
        ApplyPolicy c => c with { Decision = c.Decision with { Reason = masker.Text(c.Decision.Reason), Input = masker.Labels(c.Decision.Input) } },
        StartAnalysis or ExpireApproval or Verify => command, // hold no text from outside
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "It is not said what is to be masked of this command."),
    };

    private static SymptomReport Report(SymptomReport report, Masker masker) => ReportBounds.Fit(report with
    {
        Reason = masker.Text(report.Reason),
        Labels = masker.Labels(report.Labels),
        Annotations = masker.Annotations(report.Annotations),
        Window = report.Window is { } window ? window with { Labels = masker.Labels(window.Labels) } : null,
    });

    private static CompleteAnalysis Analysis(CompleteAnalysis c, Masker masker) => c with
    {
        Evidence = [.. c.Evidence.Select(e => Masked(e, masker))],
        Hypotheses = [.. c.Hypotheses.Select(h => Masked(h, masker))],
        Refuted = c.Refuted.ToDictionary(r => r.Key, r => masker.Text(r.Value)),
        Conclusion = masker.Text(c.Conclusion),
        Missing = [.. c.Missing.Select(masker.Text)],
        Plan = c.Plan is { } plan ? Checked(plan, masker) : null,
        WhoMustAct = c.WhoMustAct is null ? null : masker.Text(c.WhoMustAct),
    };

    private static Evidence Masked(Evidence evidence, Masker masker) =>
        evidence with { Query = masker.Text(evidence.Query), Content = masker.Text(evidence.Content) };

    private static Hypothesis Masked(Hypothesis hypothesis, Masker masker) => hypothesis with
    {
        Statement = masker.Text(hypothesis.Statement),
        Missing = [.. hypothesis.Missing.Select(masker.Text)],
    };

    private static RemediationPlan Checked(RemediationPlan plan, Masker masker)
    {
        CheckText(plan.Cause, "cause");
        CheckText(plan.ExpectedEffect, "expected effect");
        CheckText(plan.Rollback, "rollback");
        foreach (var (_, subject, expected) in plan.Preconditions)
        {
            CheckText(subject, "precondition");
            if (masker.KeyValue(subject, expected) != expected)
                throw new UnmaskedPlanException(null, subject);
        }

        foreach (var action in plan.Actions)
        {
            CheckText(action.Summary, $"summary of {action.Action}");
            foreach (var (name, value) in action.Parameters.Concat(action.Before).Concat(action.After))
            {
                if (masker.KeyValue(name, value) != value)
                    throw new UnmaskedPlanException(action.Action, name);
            }
        }

        return plan;

        void CheckText(string text, string field)
        {
            if (masker.Text(text) != text)
                throw new UnmaskedPlanException(null, field);
        }
    }
}
