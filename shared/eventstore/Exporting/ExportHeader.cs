namespace Pipeline.EventStore.Exporting;

/// <summary>What an export is, at its beginning.</summary>
/// <param name="Format">1.</param>
/// <param name="OnlyStream">Null when all streams are exported.</param>
/// <param name="PublicKey">PEM; a verifier that has the key from elsewhere uses that one.</param>
/// <param name="HasAnchors">False when there was no anchors file.</param>
internal sealed record ExportHeader(int Format, DateTimeOffset At, Guid? OnlyStream, string? PublicKey, long LastDrawn, bool HasAnchors);
