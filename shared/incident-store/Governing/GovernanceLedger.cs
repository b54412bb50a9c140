using Pipeline.EventStore;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore.Writing;

namespace Pipeline.IncidentStore.Governing;

/// <summary>Reads and extends the streams that hold what the pipeline may do.</summary>
public sealed class GovernanceLedger(PostgresEventStore events)
{
    private const int Tries = 10;

    /// <summary>All that happened in a stream, in order.</summary>
    public async Task<IReadOnlyList<GovernanceEvent>> ReadAsync(Guid stream, CancellationToken cancellationToken) =>
        Facts(await events.ReadStreamAsync(stream, cancellationToken));

    /// <summary>Appends what follows from all that happened before, each fact once, whichever replica sees it first.</summary>
    /// <param name="stream">One of <see cref="GovernanceStreams"/>.</param>
    /// <param name="context">Who wants it.</param>
    /// <param name="decide">The fact that follows; null for nothing. Called again when another was first.</param>
    /// <param name="cancellationToken">Cancels between tries.</param>
    /// <returns>The fact that was appended; null for none.</returns>
    public async Task<GovernanceEvent?> AppendAsync(
        Guid stream, CommandContext context, Func<IReadOnlyList<GovernanceEvent>, GovernanceEvent?> decide, CancellationToken cancellationToken)
    {
        var metadata = EventMetadataOf.Command(context, stream.ToString());
        for (var tries = 1; ; tries++)
        {
            var slice = await events.ReadStreamAsync(stream, cancellationToken);
            if (decide(Facts(slice)) is not { } fact)
                return null;
            try
            {
                await events.CommitAsync(
                    new StoreTransaction().Append(stream, "governance", slice.Head, [new NewEvent(fact, metadata)]), cancellationToken);
                return fact;
            }
            catch (Exception e) when (tries < Tries && e is ConcurrentAppendException or DuplicateStreamException or AppendInDoubtException)
            {
                // another was first, or our own went through unseen: look again
            }
        }
    }

    private static IReadOnlyList<GovernanceEvent> Facts(StreamSlice slice) => [.. slice.Events.Select(e => e.Data).OfType<GovernanceEvent>()];
}
