namespace Pipeline.EventStore.Contents;

/// <summary>A content is no longer what its hash says: it was changed after it was written.</summary>
public sealed class PayloadTamperedException(string hash, string found)
    : Exception($"The payload {hash} has hash {found}: it was changed after it was written. Run 'pipeline audit verify'.");
