namespace Pipeline.EventStore.Events;

/// <summary>The database holds an event that this program does not know: probably written by a newer one.</summary>
public sealed class UnknownEventTypeException(string alias, Guid streamId, long version) : Exception(
    $"Stream {streamId} holds an event of type '{alias}' at version {version}, which this program does not know. "
    + "Start a program that is at least as new, or register the type or an upcaster.")
{
    public string Alias { get; } = alias;
}
