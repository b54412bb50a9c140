using Pipeline.Incidents.Events;

namespace Pipeline.Incidents.Decisions;

/// <summary>The answer to a command: facts, or a refusal with its reason.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command holds.</summary>
    /// <param name="Facts">The new facts in order; empty when they already hold, as on a redelivered message.</param>
    public sealed record Accepted(IReadOnlyList<IncidentEvent> Facts) : Decision;

    /// <summary>The command contradicts the incident; the same command cannot succeed later by itself.</summary>
    /// <param name="Kind">What kind of contradiction.</param>
    /// <param name="Reason">The reason as a sentence for a person, with the way out.</param>
    public sealed record Refused(RefusalKind Kind, string Reason) : Decision;

    internal static Decision Of(params IReadOnlyList<IncidentEvent> facts) => new Accepted(facts);

    internal static Decision Nothing { get; } = new Accepted([]);

    internal static Decision No(RefusalKind kind, string reason) => new Refused(kind, reason);
}

/// <summary>Why a command is refused.</summary>
public enum RefusalKind
{
    /// <summary>There is no such incident.</summary>
    NoSuchIncident,

    /// <summary>The incident is not in a phase in which that makes sense.</summary>
    WrongPhase,

    /// <summary>Somebody decided already.</summary>
    AlreadyDecided,

    /// <summary>The plan is not the one that was seen: its hash differs.</summary>
    PlanChanged,

    /// <summary>It is too late.</summary>
    Expired,

    /// <summary>The attempt or action is not the one at hand.</summary>
    NotCurrent,

    /// <summary>This actor may not do it.</summary>
    NotAllowed,

    /// <summary>The command itself is not sound.</summary>
    Invalid,
}
