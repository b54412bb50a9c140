namespace Pipeline.EventStore.Events;

/// <summary>An event that is not stored yet.</summary>
/// <param name="Data">Of a type that <see cref="EventTypes"/> knows; at most <see cref="MaximumBytes"/> as JSON.</param>
public sealed record NewEvent(object Data, EventMetadata Metadata)
{
    /// <summary>64 KiB: what is larger goes to <c>Payloads</c>, with its hash in the event.</summary>
    public const int MaximumBytes = 64 * 1024;

    public NewEvent(object data) : this(data, EventMetadata.None)
    {
    }
}
