namespace Pipeline.EventStore.Contents;

/// <summary>A content and its name.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Content"/>, 64 lower-case hex digits.</param>
public sealed record Payload(string Hash, string MediaType, byte[] Content);
