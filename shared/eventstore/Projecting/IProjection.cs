using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Projecting;

/// <summary>A view that follows from the events alone, and can be thrown away and made again.</summary>
public interface IProjection
{
    /// <summary>Of the checkpoint; never changes.</summary>
    string Name { get; }

    /// <summary>From 1. A higher one makes the view again from the first event.</summary>
    int Version { get; }

    /// <summary>Adds the statements that empty the view.</summary>
    void Reset(StoreTransaction transaction);

    /// <summary>Adds the statements that bring the view up to date; the checkpoint moves in the same transaction.</summary>
    /// <param name="events">In global order, one at least.</param>
    /// <param name="transaction">Not committed when another runner was first; then the same events may come again.</param>
    /// <param name="cancellationToken">For reads of the view.</param>
    ValueTask ApplyAsync(IReadOnlyList<RecordedEvent> events, StoreTransaction transaction, CancellationToken cancellationToken);
}
