using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;

namespace Pipeline.Incidents.Tests;

/// <summary>An incident that is led by commands: collects its facts, as the store would.</summary>
internal sealed class Scenario
{
    private readonly List<IncidentEvent> _facts = [];

    public IReadOnlyList<IncidentEvent> Facts => _facts;

    public Incident Incident { get; private set; } = null!;

    public string PlanHash => Facts.OfType<IncidentEvent.RemediationProposed>().Last().PlanHash;

    public Guid ActionId => Facts.OfType<IncidentEvent.ActionStarted>().Last().ActionId;

    public string State => IncidentState.NameOf(Incident.Phase);

    public Decision Try(IncidentCommand command)
    {
        var decision = IncidentDecider.Decide(Incident, command);
        if (decision is Decision.Accepted accepted)
        {
            _facts.AddRange(accepted.Facts);
            Incident = accepted.Facts.Aggregate(Incident, IncidentEvolution.Evolve!);
        }

        return decision;
    }

    public IReadOnlyList<IncidentEvent> Do(IncidentCommand command) => Try(command) switch
    {
        Decision.Accepted accepted => accepted.Facts,
        Decision.Refused refused => throw new Xunit.Sdk.XunitException($"{command.GetType().Name} was refused: {refused.Reason}"),
        _ => throw new InvalidOperationException(),
    };

    public Decision.Refused Refused(IncidentCommand command) => Assert.IsType<Decision.Refused>(Try(command));

    public static Scenario Opened()
    {
        var scenario = new Scenario();
        scenario.Do(Some.Opening());
        return scenario;
    }

    public static Scenario Proposed(bool changes = true, int steps = 1)
    {
        var scenario = Opened();
        scenario.Do(Some.Analysis());
        scenario.Do(Some.Conclusion(plan: Some.Plan(changes: changes, steps: steps)));
        return scenario;
    }

    public static Scenario AwaitingApproval(bool changes = true, int steps = 1, int approvals = 1)
    {
        var scenario = Proposed(changes, steps);
        scenario.Do(Some.Preflight(scenario.PlanHash));
        scenario.Do(Some.Policy(scenario.PlanHash, approvals: approvals));
        return scenario;
    }

    public static Scenario Approved(bool changes = true, int steps = 1)
    {
        var scenario = AwaitingApproval(changes, steps);
        scenario.Do(Some.Approval(scenario.PlanHash));
        return scenario;
    }

    public static Scenario Acting(bool changes = true, int steps = 1, Plans.ActionProof proof = Plans.ActionProof.IdempotencyKey)
    {
        var scenario = Approved(changes, steps);
        scenario.Do(Some.Acting(scenario.PlanHash, proof: proof));
        return scenario;
    }

    public static Scenario Verifying(bool changes = true)
    {
        var scenario = Acting(changes);
        scenario.Do(Some.Effect(scenario.ActionId));
        return scenario;
    }
}
