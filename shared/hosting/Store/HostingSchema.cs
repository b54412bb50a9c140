using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;

namespace Pipeline.Hosting.Store;

/// <summary>What hosting adds to the schema: whose it is, and a notification when the outbox is filled.</summary>
public static class HostingSchema
{
    /// <summary>To be migrated after the event store's own part.</summary>
    public static SchemaPart Part { get; } =
        SchemaPart.FromResources("hosting", typeof(HostingSchema).Assembly, "Pipeline.Hosting.Store.Scripts.");

    internal static string OutboxChannel(SchemaName schema) => $"{schema}_outbox";
}
