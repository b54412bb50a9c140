namespace Pipeline.Incidents.Events;

/// <summary>A fact about one incident, kept for ever: the aliases are what is stored, so none may change.</summary>
/// <remarks>
/// An alias is Marten's for the class (snake case of the inner name); a later version is "plan_withdrawn_v2". Who caused
/// an event, its trace and its correlation are metadata beside it.
/// </remarks>
public abstract partial record IncidentEvent
{
    private IncidentEvent() // closed: the records nested here are all there are
    {
    }

    /// <summary>When it happened; the store adds when it was recorded.</summary>
    public required DateTimeOffset At { get; init; }
}
