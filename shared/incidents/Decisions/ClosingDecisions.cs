using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>How an incident ends, is handed over, or goes on after its end.</summary>
public static class ClosingDecisions
{
    /// <summary>When a closed phase was entered.</summary>
    internal static DateTimeOffset ClosedAt(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Resolved p => p.At,
        IncidentPhase.Withdrawn p => p.At,
        IncidentPhase.Dismissed p => p.At,
        IncidentPhase.Merged p => p.At,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "This phase is not an end."),
    };

    /// <summary>The plan of a phase that has one which has not begun to run; null for the others.</summary>
    public static ProposedPlan? PendingPlan(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Proposed p => p.Plan,
        IncidentPhase.Preflighted p => p.Plan,
        IncidentPhase.AwaitingApproval p => p.Plan,
        IncidentPhase.Observing p => p.Plan,
        IncidentPhase.Approved p => p.Plan,
        _ => null,
    };

    /// <summary>The withdrawal of the pending plan, if there is one.</summary>
    internal static IEnumerable<IncidentEvent> PlanOffTheTable(Incident incident, string reason, DateTimeOffset now) =>
        PendingPlan(incident.Phase) is { } plan
            ? [new PlanWithdrawn { At = now, PlanHash = plan.Hash, Reason = reason }]
            : [];

    internal static Decision Summarise(Incident incident, Summarise c)
    {
        if (!incident.Phase.IsClosed)
            return Decision.No(RefusalKind.WrongPhase, $"The incident is {State(incident)}: it is summarised when it is over.");
        return incident.Summarised ? Decision.Nothing : Decision.Of(new IncidentSummarised { At = c.Now, Text = c.Text });
    }

    internal static Decision Escalate(Incident incident, Escalate c) => incident.Phase switch
    {
        IncidentPhase.Escalated { InDoubt: null } => Decision.Nothing,
        { IsClosed: true } => Decision.No(RefusalKind.WrongPhase, $"The incident is {State(incident)}: reopen it first."),
        IncidentPhase.Executing { InFlight: not null } =>
            Decision.No(RefusalKind.WrongPhase, "An action is under way: its outcome must be known first."),
        _ => Decision.Of(
            [.. PlanOffTheTable(incident, c.Reason, c.Now), new IncidentEscalated { At = c.Now, Reason = c.Reason }]),
    };

    internal static Decision Dismiss(Incident incident, Dismiss c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, "Only a person can dismiss an incident.");
        if (incident.Phase is IncidentPhase.Dismissed)
            return Decision.Nothing;
        return Blocked(incident) ?? Decision.Of(
            [.. PlanOffTheTable(incident, c.Reason, c.Now), new IncidentDismissed { At = c.Now, By = c.By, Reason = c.Reason }]);
    }

    internal static Decision Resolve(Incident incident, Resolve c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, "Only a person can close an incident by hand.");
        if (incident.Phase is IncidentPhase.Resolved)
            return Decision.Nothing;
        return Blocked(incident) ?? Decision.Of(
            [
                .. PlanOffTheTable(incident, c.Reason, c.Now),
                new IncidentResolved { At = c.Now, Resolution = Resolution.ClosedByPerson, Reason = c.Reason },
            ]);
    }

    internal static Decision Reopen(Incident incident, Reopen c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, "Only a person can ask for another analysis.");
        return incident.Phase switch
        {
            IncidentPhase.Open => Decision.Nothing,
            IncidentPhase.Merged p => Decision.No(RefusalKind.WrongPhase, $"The incident became part of {p.Into}: reopen that one."),
            IncidentPhase.Escalated { InDoubt: not null } =>
                Decision.No(RefusalKind.WrongPhase, "An action is in doubt: say first whether it took effect."),
            IncidentPhase.Resolved or IncidentPhase.Withdrawn or IncidentPhase.Dismissed or IncidentPhase.Rejected
                or IncidentPhase.Escalated or IncidentPhase.Observing =>
                Decision.Of(
                    [.. PlanOffTheTable(incident, c.Reason, c.Now), new IncidentReopened { At = c.Now, Reason = $"{c.By.Name}: {c.Reason}" }]),
            _ => Decision.No(RefusalKind.WrongPhase, $"The incident is {State(incident)}: it goes on already."),
        };
    }

    internal static Decision Comment(Incident incident, AddComment c) =>
        c.By.Kind != ActorKind.Person
            ? Decision.No(RefusalKind.NotAllowed, "Only a person can leave a note.")
            : string.IsNullOrWhiteSpace(c.Text)
                ? Decision.No(RefusalKind.Invalid, $"A note on {incident.Title} must not be empty.")
                : Decision.Of(new CommentAdded { At = c.Now, By = c.By, Text = c.Text });

    private static Decision? Blocked(Incident incident) => incident.Phase switch
    {
        { IsClosed: true } => Decision.No(RefusalKind.WrongPhase, $"The incident is {State(incident)} already."),
        IncidentPhase.Executing => Decision.No(RefusalKind.WrongPhase, "Its plan is under way: wait until it has come to an end."),
        { HasActionInDoubt: true } => Decision.No(RefusalKind.WrongPhase, "An action is in doubt: say first whether it took effect."),
        _ => null,
    };

    private static string State(Incident incident) => IncidentState.NameOf(incident.Phase);
}
