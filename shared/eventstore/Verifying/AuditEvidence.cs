namespace Pipeline.EventStore.Verifying;

/// <summary>What a verification has to go by, besides the events.</summary>
/// <param name="Streams">All rows of mt_streams, or the one of <paramref name="OnlyStream"/>.</param>
/// <param name="Checkpoints">All rows of the table, by number.</param>
/// <param name="AnchorLines">Lines of the anchors file; null when there was no file.</param>
/// <param name="PublicKeyPem">Of the signing key, from outside the database; null when there is none.</param>
/// <param name="LastDrawn">The highest number that mt_events_sequence has given out.</param>
/// <param name="OnlyStream">Null when the events are those of all streams.</param>
public sealed record AuditEvidence(
    IReadOnlyList<StreamRow> Streams, IReadOnlyList<SignedCheckpoint> Checkpoints, IReadOnlyList<string>? AnchorLines,
    string? PublicKeyPem, long LastDrawn, Guid? OnlyStream);
