using Pipeline.EventStore.Schema;

namespace Pipeline.IncidentStore;

/// <summary>The tables around the incidents' streams: lists, look-ups and timers.</summary>
public static class IncidentStoreSchema
{
    /// <summary>To be migrated after the event store's own part.</summary>
    public static SchemaPart Part { get; } =
        SchemaPart.FromResources("incident-store", typeof(IncidentStoreSchema).Assembly, "Pipeline.IncidentStore.Scripts.");
}
