using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;

namespace Pipeline.Executor.Executing;

/// <summary>Makes what actions are given of the incident's stream: the same at every attempt, on every replica.</summary>
/// <param name="catalogue">What may be done.</param>
public sealed class ActionRequests(ActionCatalogue catalogue)
{
    /// <summary>The request of one step.</summary>
    /// <param name="record">The incident's events.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="problems">Why the step may not run, each as a sentence; empty when it may.</param>
    /// <returns>Null when there are problems.</returns>
    public ActionRequest? Make(
        IReadOnlyList<RecordedIncidentEvent> record, ProposedPlan plan, int step, out IReadOnlyList<string> problems)
    {
        if (catalogue.Check(plan.Plan.Actions[step - 1], out problems) is not { } action)
            return null;
        var upToProposal = UpToProposal(record, plan.Hash);
        if (upToProposal.Count == 0)
        {
            problems = [$"The stream has no proposal of the plan {plan.Hash}."];
            return null;
        }

        var incident = IncidentEvolution.Replay(upToProposal)!;
        return new ActionRequest
        {
            Incident = incident,
            Record = upToProposal,
            Plan = plan,
            Step = step,
            Parameters = action.Parameters,
            EffectKey = IncidentId.OfEffect(incident.Id, plan.Hash, step),
        };
    }

    private static List<IncidentEvent> UpToProposal(IReadOnlyList<RecordedIncidentEvent> record, string planHash)
    {
        var facts = record.Select(e => e.Fact).ToList();
        var proposal = facts.FindIndex(f => f is IncidentEvent.RemediationProposed p && p.PlanHash == planHash);
        return facts[..(proposal + 1)];
    }
}
