using Pipeline.Cli.Rendering;
using Pipeline.Incidents.Plans;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>The plan as the people who are asked must see it: all of it, and what was said of it.</summary>
internal static class PlanSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("Plan");
        if (story.LastPlan is not { } proposed)
            return section;
        var findings = story.All<PlanPreflighted>().Select(e => e.Fact).LastOrDefault(f => f.PlanHash == proposed.PlanHash)?.Findings ?? [];
        AddDocument(section, proposed.Plan, proposed.PlanHash, findings);
        if (story.All<PolicyEvaluated>().Select(e => e.Fact).LastOrDefault(f => f.PlanHash == proposed.PlanHash) is { Decision: { } decision })
        {
            section.AddNamed(
                "policy", $"rule \"{decision.Rule}\": {Words.Of(decision.Verdict)}"
                + (decision.RequiredApprovals > 0 ? $" by {Words.People(decision.RequiredApprovals)}" : "")
                + $". {decision.Reason} (policy {Words.ShortHash(decision.PolicyHash)})");
        }

        if (story.All<ApprovalRequested>().Select(e => e.Fact).LastOrDefault(f => f.PlanHash == proposed.PlanHash) is { } asked)
            section.AddNamed("deadline", $"{Times.Full(asked.ExpiresAt)} UTC ({Times.Relative(asked.ExpiresAt, story.Now)})");
        return section;
    }

    /// <summary>The document that the hash covers.</summary>
    public static void AddDocument(Section section, RemediationPlan plan, string hash, IReadOnlyList<PreflightFinding> findings)
    {
        section.AddNamed("hash", hash);
        section.AddNamed("answers", $"{plan.Cause}, confidence {Words.Percent(plan.Confidence)}");
        for (var step = 1; step <= plan.Actions.Count; step++)
            AddStep(section, step, plan.Actions[step - 1], findings.Where(f => f.Step == step));
        section.AddNamed("expected", plan.ExpectedEffect);
        section.AddNamed("rollback", plan.Rollback);
        foreach (var precondition in plan.Preconditions)
            section.AddNamed("only if", Condition(precondition));
    }

    private static void AddStep(Section section, int step, PlannedAction action, IEnumerable<PreflightFinding> findings)
    {
        section.Add(
            $"{step}. [bold]{Untrusted.Markup(action.Action)}[/] on {Untrusted.Markup(action.Target.ToString())}: {Untrusted.Markup(action.Summary)}");
        section.AddNamed("risk", $"{Words.Of(action.Risk)}; {(action.ChangesCluster ? "changes the cluster" : "changes nothing in the cluster")}", 2);
        if (action.TargetUid is { } uid)
            section.AddNamed("target uid", uid, 2);
        foreach (var field in action.Before.Keys.Union(action.After.Keys).Order(StringComparer.Ordinal))
        {
            section.AddNamed(
                "change", $"{field}: {action.Before.GetValueOrDefault(field, "(unset)")} → {action.After.GetValueOrDefault(field, "(unset)")}", 2);
        }

        foreach (var (name, value) in action.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            section.AddNamed("parameter", $"{name} = {value}", 2);
        foreach (var finding in findings)
        {
            var colour = finding.Verdict == PreflightVerdict.Ready ? "green" : "red";
            section.Add($"[grey]rehearsal:[/] [{colour}]{Words.Of(finding.Verdict)}[/]: {Untrusted.Markup(finding.Detail)}", 2);
        }
    }

    private static string Condition(Precondition condition) => condition.Kind switch
    {
        PreconditionKind.SymptomsPersist => "a symptom is still there when it runs",
        PreconditionKind.TargetUid => $"{condition.Subject} is still the object {condition.Expected}",
        _ => $"{condition.Subject} is still {condition.Expected}",
    };
}
