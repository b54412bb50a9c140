using Pipeline.EventStore.Auditing;

namespace Pipeline.EventStore.Verifying;

/// <summary>A checkpoint whose signature holds.</summary>
/// <param name="Leaves">Checked against its root; null when only the table had it, or the file's leaves were edited.</param>
internal sealed record TrustedAnchor(AuditCheckpoint Checkpoint, IReadOnlyList<AuditLeaf>? Leaves);
