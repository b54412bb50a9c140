using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Streams;

/// <summary>New events for one stream, in one transaction.</summary>
/// <param name="AggregateAlias">Marten's alias of the aggregate, kept in the stream's row when it is new; may be
/// null.</param>
/// <param name="Expected">The head that the decision was based on.</param>
internal sealed record StreamAppend(Guid StreamId, string? AggregateAlias, StreamHead Expected, IReadOnlyList<NewEvent> Events);
