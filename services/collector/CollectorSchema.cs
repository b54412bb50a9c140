using Pipeline.EventStore.Schema;

namespace Pipeline.Collector;

/// <summary>The collector's own tables: what its failure scans have told, the last known state of watched objects, windows to repeat.</summary>
public static class CollectorSchema
{
    /// <summary>To be migrated after the event store's part.</summary>
    public static SchemaPart Part { get; } =
        SchemaPart.FromResources("collector", typeof(CollectorSchema).Assembly, "Pipeline.Collector.Storage.Scripts.");
}
