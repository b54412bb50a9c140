using Npgsql;
using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Contents;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Leading;
using Pipeline.EventStore.Liveness;
using Pipeline.EventStore.Ordering;
using Pipeline.EventStore.Projecting;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Sending;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore;

/// <summary>Streams of events in PostgreSQL, in Marten's tables, and what has to be stored together with them.</summary>
/// <remarks>Safe for use by many callers at once. The schema must exist: see <see cref="Schema.SchemaMigrator"/>.</remarks>
/// <param name="clock">Gives events their time and ids; everything else goes by the database's clock.</param>
public sealed class PostgresEventStore(StoreDatabase database, EventTypes types, TimeProvider clock)
{
    private readonly GlobalOrder _order = new(database);

    public StoreDatabase Database { get; } = database;

    public EventTypes Types { get; } = types;

    public Outbox Outbox { get; } = new(database);

    public Intake Intake { get; } = new(database);

    public Claims Claims { get; } = new(database);

    public Positions Positions { get; } = new(database);

    public Payloads Payloads { get; } = new(database);

    public Heartbeats Heartbeats { get; } = new(database);

    public AdvisoryLocks Locks { get; } = new(database);

    /// <summary>Stores all that a transaction collected, or nothing, in one round trip.</summary>
    /// <returns>The appended events, ordered by their number; empty when there were none.</returns>
    /// <exception cref="ConcurrentAppendException">Somebody else appended first: load and decide again.</exception>
    /// <exception cref="HeadHashMismatchException">A stream was changed behind the store's back.</exception>
    /// <exception cref="StreamGoneException">A stream was archived or deleted.</exception>
    /// <exception cref="ClaimTakenException">Somebody else holds a claim.</exception>
    /// <exception cref="IntakeAlreadyProcessedException">Another process was first.</exception>
    /// <exception cref="EventEncodingException">An event holds what may not be stored.</exception>
    /// <exception cref="AppendInDoubtException">No answer: it may have been stored.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.IsEmpty)
            return [];
        var appends = transaction.Appends.ToList();
        var events = appends.SelectMany(append => EncodedEvent.Chain(append, Types, clock)).ToList();
        var commands = transaction.Commands.Concat(EventInsert.Commands(appends, events)).ToList();
        try
        {
            return await Database.BatchAsync(
                () => commands.Select(command => command.ToBatchCommand()),
                async (reader, token) => Number(events, await SequencesAsync(reader, token)),
                cancellationToken);
        }
        catch (PostgresException e) when (Refusals.Translate(e, transaction) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <returns>All events of the stream, upcast, in order of their versions; empty when there is no such stream.</returns>
    public async Task<StreamSlice> ReadStreamAsync(Guid streamId, CancellationToken cancellationToken)
    {
        var rows = await Database.QueryAsync(
            $$"""
            select {{EventRows.Columns}} from {schema}.mt_events
            where stream_id = $1 and type <> '{{EventRows.Tombstone}}' order by version
            """,
            EventRows.Map, cancellationToken, StoreParameter.Uuid(streamId));
        return new(streamId, [.. rows.Select(row => EventRows.Decode(row, Types))]);
    }

    /// <summary>All streams in one order, from a position on, up to where no event can be missing.</summary>
    /// <param name="after">The position of the page before; 0 for the start.</param>
    /// <param name="limit">Events at most, 1 to 10 000.</param>
    public async Task<EventPage> ReadAllAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        var page = await _order.ReadAsync(after, limit, cancellationToken);
        return new(
            [.. page.Events.Where(stored => stored.Type != EventRows.Tombstone).Select(stored => EventRows.Decode(stored, Types))],
            page.Position, page.Holes);
    }

    /// <summary>As <see cref="ReadAllAsync"/>, nothing decoded or left out.</summary>
    internal Task<StoredPage> ReadStoredAsync(long after, int limit, CancellationToken cancellationToken) =>
        _order.ReadAsync(after, limit, cancellationToken);

    internal Task<IReadOnlyList<StoredEvent>> ReadStoredBetweenAsync(SequenceRange range, CancellationToken cancellationToken) =>
        Database.QueryAsync(
            $"select {EventRows.Columns} from {{schema}}.mt_events where seq_id between $1 and $2 order by seq_id",
            EventRows.Map, cancellationToken, StoreParameter.Bigint(range.First), StoreParameter.Bigint(range.Last));

    private static IReadOnlyList<RecordedEvent> Number(IReadOnlyList<EncodedEvent> events, IReadOnlyList<long> sequences) =>
        [.. events.Zip(sequences, (encoded, sequence) => encoded.Recorded(sequence))];

    private static async Task<IReadOnlyList<long>> SequencesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var sequences = new List<long>();
        do
        {
            if (reader.FieldCount != 1 || reader.GetName(0) != EventInsert.SequenceColumn)
                continue;
            while (await reader.ReadAsync(cancellationToken))
                sequences.Add(reader.GetInt64(0));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return sequences;
    }
}
