using Pipeline.Cli.Rendering;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>What a person should do now.</summary>
/// <param name="Advice">In words.</param>
/// <param name="Commands">The exact commands, best first; empty when there is nothing to do.</param>
internal sealed record NextStep(string Advice, IReadOnlyList<string> Commands)
{
    private static readonly string[] OutcomeFlags = ["--took-effect", "--no-effect"];

    /// <summary>The next step of an incident.</summary>
    /// <param name="incident">As it stands.</param>
    /// <param name="now">What deadlines are counted from.</param>
    /// <param name="sameOptions">Options that lead to the same pipeline, with a blank before; empty for none.</param>
    public static NextStep Of(Incident incident, DateTimeOffset now, string sameOptions)
    {
        var id = Words.ShortId(incident.Id);
        return incident.Phase switch
        {
            IncidentPhase.Open p => Wait($"Nothing: analysis {p.Attempt} {(p.AnalyseAt <= now ? "is about to begin" : $"begins {Times.Relative(p.AnalyseAt, now)}")}."),
            IncidentPhase.Analyzing p => Wait($"Nothing: it is being analysed, until {Times.Clock(p.Deadline)} at the latest."),
            IncidentPhase.Proposed => Wait("Nothing: the plan is being rehearsed."),
            IncidentPhase.Preflighted => Wait("Nothing: the policy is about to decide."),
            IncidentPhase.AwaitingApproval p => p.ExpiresAt <= now
                ? Wait($"The approval expired {Times.Relative(p.ExpiresAt, now)}; the pipeline is about to say so.")
                : new($"Decide within {Times.Length(p.ExpiresAt - now)}{GivenSoFar(p)}:",
                    [
                        $"pipeline approvals approve {id} --plan-hash {Words.ShortHash(p.Plan.Hash)}{sameOptions}",
                        $"pipeline approvals reject {id} --reason \"…\"{sameOptions}",
                    ]),
            IncidentPhase.Observing => new(
                "The mode is observe, so nobody can run the plan here. Do it by hand if it is right, then:",
                [Say("resolve", id, sameOptions), Say("dismiss", id, sameOptions)]),
            IncidentPhase.Approved => Wait("Nothing: the plan is about to run."),
            IncidentPhase.Executing p => Wait($"Nothing: step {p.Step} of {p.Plan.Plan.Actions.Count} is running."),
            IncidentPhase.OutcomeUnknown p => new(
                $"Whether {p.Action.Action} took effect is looked into {Times.Relative(p.ReconcileAt, now)}. If you know it:",
                Outcomes(p.Action, id, sameOptions)),
            IncidentPhase.Verifying p => Wait($"Nothing: it is watched whether the symptoms go, until {Times.Clock(p.GiveUpAt)} at the latest."),
            IncidentPhase.Rejected => new("The plan was rejected. Have it analysed again, or close it:", [Say("reopen", id, sameOptions), Say("resolve", id, sameOptions)]),
            IncidentPhase.Escalated { InDoubt: { } action } => new(
                $"Find out whether {action.Action} took effect on {action.Target}, then say it:", Outcomes(action, id, sameOptions)),
            IncidentPhase.Escalated => new("Take over. Then have it analysed again, or close it:", [Say("reopen", id, sameOptions), Say("resolve", id, sameOptions)]),
            IncidentPhase.Merged p => new("It goes on as part of another incident:", [$"pipeline incidents show {p.Into}{sameOptions}"]),
            _ => Wait("Nothing: it is over."),
        };
    }

    private static NextStep Wait(string advice) => new(advice, []);

    private static string GivenSoFar(IncidentPhase.AwaitingApproval phase) => phase.RequiredApprovals > 1
        ? $" ({phase.Given.Count} of {phase.RequiredApprovals} have agreed)"
        : "";

    private static string Say(string verb, string id, string sameOptions) => $"pipeline incidents {verb} {id} --text \"…\"{sameOptions}";

    private static IReadOnlyList<string> Outcomes(IncidentEvent.ActionStarted action, string id, string sameOptions) =>
        [.. OutcomeFlags.Select(what =>
            $"pipeline incidents outcome {id} --action-id {action.ActionId} {what} --text \"…\"{sameOptions}")];
}
