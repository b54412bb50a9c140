using Pipeline.Incidents.Decisions;

namespace Pipeline.IncidentStore.Deciding;

/// <summary>Why a person's word does not hold, by what the person can do about it.</summary>
public enum DenialKind
{
    /// <summary>The request itself is wrong: correct it.</summary>
    Invalid,

    /// <summary>There is no such incident.</summary>
    NotFound,

    /// <summary>Another plan is on the table, or somebody decided already: look again.</summary>
    Conflict,

    /// <summary>It is too late.</summary>
    Expired,

    /// <summary>This actor may not decide.</summary>
    NotAllowed,
}

/// <summary>Sorts the refusals of the decider.</summary>
public static class Denials
{
    /// <summary>The denial that a refusal is to a person.</summary>
    public static DenialKind Of(RefusalKind refusal) => refusal switch
    {
        RefusalKind.NoSuchIncident => DenialKind.NotFound,
        RefusalKind.WrongPhase or RefusalKind.AlreadyDecided or RefusalKind.PlanChanged or RefusalKind.NotCurrent => DenialKind.Conflict,
        RefusalKind.Expired => DenialKind.Expired,
        RefusalKind.NotAllowed => DenialKind.NotAllowed,
        RefusalKind.Invalid => DenialKind.Invalid,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Nobody sorts this refusal."),
    };
}
