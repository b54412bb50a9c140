namespace Pipeline.EventStore.Streams;

/// <summary>The stream's last event is not the one that was read: its history was changed behind the store's back.</summary>
/// <remarks>Nothing was stored. Do not retry: run <c>pipeline audit verify</c>.</remarks>
public sealed class HeadHashMismatchException(Guid streamId, long version, string expected, string? found, Exception? cause = null)
    : Exception(
        $"The head of stream {streamId} (version {version}) should have hash {expected} and has {found ?? "none"}: "
        + "the event was changed after it was written. Run 'pipeline audit verify'.",
        cause)
{
    public Guid StreamId { get; } = streamId;

    public long Version { get; } = version;
}
