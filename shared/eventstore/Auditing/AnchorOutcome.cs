namespace Pipeline.EventStore.Auditing;

/// <summary>What a run of the anchor did.</summary>
/// <param name="IsLeader">False when another process was anchoring; then nothing was done.</param>
/// <param name="Made">New checkpoints; 0 when there was nothing new.</param>
/// <param name="Restored">Lines that the file lacked, written from the table.</param>
/// <param name="Through">Anchored up to this number of the global order.</param>
public sealed record AnchorOutcome(bool IsLeader, int Made, int Restored, long Through);
