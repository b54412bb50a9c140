using Pipeline.EventStore.Events;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Governance;

namespace Pipeline.IncidentStore;

/// <summary>Every event that the pipeline stores.</summary>
public static class IncidentEventTypes
{
    /// <summary>Types of incidents' and governance streams, with their aliases.</summary>
    public static EventTypes All { get; } =
        new([.. EventTypes.NestedIn(typeof(IncidentEvent)), .. EventTypes.NestedIn(typeof(GovernanceEvent))]);
}
