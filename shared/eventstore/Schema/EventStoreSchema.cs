namespace Pipeline.EventStore.Schema;

/// <summary>The store's own tables: Marten's (<c>mt_*</c>, never altered by us) and ours (<c>pipeline_*</c>).</summary>
public static class EventStoreSchema
{
    public static SchemaPart Part { get; } =
        SchemaPart.FromResources("event-store", typeof(EventStoreSchema).Assembly, "Pipeline.EventStore.Schema.Scripts.");
}
