using System.Text.Json;

namespace Pipeline.EventStore.Verifying;

/// <summary>A row of pipeline_audit_checkpoints, or a line of the anchors file without its leaves; not trusted
/// yet.</summary>
/// <param name="Body">The checkpoint, as found.</param>
/// <param name="Signature">Base64, as found.</param>
public sealed record SignedCheckpoint(JsonElement Body, string Signature);
