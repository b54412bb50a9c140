using Pipeline.EventStore.Schema;

namespace Pipeline.Detector;

/// <summary>The detector's own tables: the checkpoints of its scoring partitions.</summary>
public static class DetectorSchema
{
    /// <summary>To be migrated after the event store's part.</summary>
    public static SchemaPart Part { get; } =
        SchemaPart.FromResources("detector", typeof(DetectorSchema).Assembly, "Pipeline.Detector.Scoring.Scripts.");
}
