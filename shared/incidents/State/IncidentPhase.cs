using System.Collections.Immutable;
using Pipeline.Incidents.Events;

namespace Pipeline.Incidents.State;

/// <summary>Where an incident stands. Each phase carries only what is true in it.</summary>
public abstract record IncidentPhase
{
    private IncidentPhase() // closed: the records nested here are all there are
    {
    }

    /// <summary>It waits to be analysed.</summary>
    /// <param name="Attempt">The analysis that comes next, from 1.</param>
    /// <param name="AnalyseAt">When it may begin.</param>
    public sealed record Open(int Attempt, DateTimeOffset AnalyseAt) : IncidentPhase;

    /// <summary>A replica analyses it until the deadline.</summary>
    public sealed record Analyzing(int Attempt, DateTimeOffset Deadline) : IncidentPhase;

    /// <summary>A plan waits for its rehearsal.</summary>
    public sealed record Proposed(ProposedPlan Plan) : IncidentPhase;

    /// <summary>A rehearsed plan waits for the policy.</summary>
    public sealed record Preflighted(ProposedPlan Plan) : IncidentPhase;

    /// <summary>People are asked.</summary>
    public sealed record AwaitingApproval(
        ProposedPlan Plan, int RequiredApprovals, DateTimeOffset ExpiresAt, ImmutableList<Actor> Given) : IncidentPhase;

    /// <summary>The plan is shown; the mode lets nobody run it.</summary>
    public sealed record Observing(ProposedPlan Plan) : IncidentPhase;

    /// <summary>The plan may run and has not begun.</summary>
    public sealed record Approved(ProposedPlan Plan) : IncidentPhase;

    /// <summary>The plan runs.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="Step">The step at hand, from 1.</param>
    /// <param name="Attempt">The attempt at it that runs or comes next, from 1.</param>
    /// <param name="InFlight">The intent without an outcome yet; null between attempts.</param>
    /// <param name="NextAt">When the next attempt may begin; only between attempts.</param>
    public sealed record Executing(
        ProposedPlan Plan, int Step, int Attempt, IncidentEvent.ActionStarted? InFlight, DateTimeOffset NextAt)
        : IncidentPhase;

    /// <summary>Whether an action took effect is not known; it is looked into.</summary>
    public sealed record OutcomeUnknown(
        ProposedPlan Plan, IncidentEvent.ActionStarted Action, DateTimeOffset ReconcileAt) : IncidentPhase;

    /// <summary>The plan ran; it is watched whether the symptoms go.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="ExecutedAt">When its last action took effect.</param>
    /// <param name="SettledAt">Nothing is concluded before.</param>
    /// <param name="GiveUpAt">There is a verdict by then.</param>
    /// <param name="SeenBefore">Per symptom the newest observation before that: only later ones are fresh.</param>
    public sealed record Verifying(
        ProposedPlan Plan, DateTimeOffset ExecutedAt, DateTimeOffset SettledAt, DateTimeOffset GiveUpAt,
        ImmutableDictionary<string, DateTimeOffset> SeenBefore) : IncidentPhase;

    /// <summary>A person, or the policy, said no to the plan.</summary>
    public sealed record Rejected(string Reason) : IncidentPhase;

    /// <summary>People must take over.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="InDoubt">The action whose outcome only a person can tell; null for none.</param>
    /// <param name="Plan">The plan that the action belongs to; null when none is in doubt.</param>
    public sealed record Escalated(
        string Reason, IncidentEvent.ActionStarted? InDoubt = null, ProposedPlan? Plan = null) : IncidentPhase;

    /// <summary>Over: the symptoms are gone.</summary>
    public sealed record Resolved(Resolution Resolution, DateTimeOffset At) : IncidentPhase;

    /// <summary>Over: the symptoms went before anything was done.</summary>
    public sealed record Withdrawn(DateTimeOffset At) : IncidentPhase;

    /// <summary>Over: a person says that it was none.</summary>
    public sealed record Dismissed(DateTimeOffset At) : IncidentPhase;

    /// <summary>Over: part of another incident.</summary>
    public sealed record Merged(Guid Into, DateTimeOffset At) : IncidentPhase;

    /// <summary>Whether the incident has come to an end, though it may be reopened.</summary>
    public bool IsClosed => this is Resolved or Withdrawn or Dismissed or Merged;

    /// <summary>Whether something outside may have been touched without its outcome being known.</summary>
    public bool HasActionInDoubt => this is Executing { InFlight: not null } or OutcomeUnknown or Escalated { InDoubt: not null };
}
