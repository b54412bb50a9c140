using System.Text.Json;
using Npgsql;
using Pipeline.Canonical;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Contents;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Sending;

namespace Pipeline.EventStore.Streams;

/// <summary>Collects what is to be stored together; <see cref="PostgresEventStore.CommitAsync"/> sends it in one round
/// trip.</summary>
/// <remarks>Holds no connection and may be dropped. Statements run in the order of the calls, all appends after
/// them.</remarks>
public sealed class StoreTransaction
{
    private readonly List<StoreCommand> _commands = [];
    private readonly List<StreamAppend> _appends = [];

    internal IReadOnlyList<StoreCommand> Commands => _commands;

    /// <summary>By stream id, so that two transactions over the same streams lock them in the same order.</summary>
    internal IEnumerable<StreamAppend> Appends => _appends.OrderBy(append => append.StreamId);

    public bool IsEmpty => _commands.Count == 0 && _appends.Count == 0;

    /// <param name="aggregateAlias">Marten's alias of the aggregate (snake case of its class), or null; kept when the
    /// stream is new.</param>
    /// <param name="expected">The head that the decision was based on; <see cref="StreamHead.None"/> for a new
    /// stream.</param>
    /// <param name="events">One at least, in order.</param>
    /// <exception cref="ArgumentException">No events, or a second append to the stream.</exception>
    public StoreTransaction Append(Guid streamId, string? aggregateAlias, StreamHead expected, IReadOnlyList<NewEvent> events)
    {
        if (events.Count == 0)
            throw new ArgumentException($"There are no events to append to stream {streamId}.", nameof(events));
        if (_appends.Any(append => append.StreamId == streamId))
            throw new ArgumentException($"The transaction appends to stream {streamId} already; give all its events at once.", nameof(streamId));
        _appends.Add(new(streamId, aggregateAlias, expected, events));
        return this;
    }

    /// <summary>Adds a statement of another module; one that fails undoes everything.</summary>
    /// <param name="sql">With <c>{schema}</c> before each table and function, and <c>$1</c> for the first parameter.</param>
    public StoreTransaction Execute(string sql, params NpgsqlParameter[] parameters)
    {
        _commands.Add(new(sql, parameters));
        return this;
    }

    /// <summary>Puts a message into the outbox.</summary>
    public StoreTransaction Send(OutboxMessage message) => Execute(
        """
        insert into {schema}.pipeline_outbox (id, message_type, body, headers, destination) values ($1, $2, $3, $4, $5)
        """,
        StoreParameter.Uuid(message.Id), StoreParameter.Text(message.MessageType), StoreParameter.Json(message.Body.GetRawText()),
        StoreParameter.Json(JsonSerializer.Serialize(message.Headers)), StoreParameter.Text(message.Destination));

    /// <summary>Stores arrivals in the intake; one whose key is there already is left out.</summary>
    public StoreTransaction Receive(IReadOnlyList<IntakeItem> items) =>
        items.Count == 0 ? this : Execute(Intake.Insert, Intake.Parameters(items));

    /// <summary>Says what became of an intake row; fails with <see cref="IntakeAlreadyProcessedException"/> when
    /// another was first.</summary>
    public StoreTransaction MarkIntake(long intakeId, string outcome) => Execute(
        "select {schema}.pipeline_mark_intake($1, $2)", StoreParameter.Bigint(intakeId), StoreParameter.Text(outcome));

    /// <summary>Takes a claim, or keeps one that the holder has; fails with <see cref="Claiming.ClaimTakenException"/>
    /// when another has it.</summary>
    public StoreTransaction TakeClaim(string kind, string key, Guid holder) => Execute(
        "select {schema}.pipeline_take_claim($1, $2, $3)",
        StoreParameter.Text(kind), StoreParameter.Text(key), StoreParameter.Uuid(holder));

    /// <summary>Gives a claim back; does nothing when the holder does not have it.</summary>
    public StoreTransaction ReleaseClaim(string kind, string key, Guid holder) => Execute(
        "delete from {schema}.pipeline_claims where kind = $1 and key = $2 and holder = $3",
        StoreParameter.Text(kind), StoreParameter.Text(key), StoreParameter.Uuid(holder));

    /// <summary>Sets a named position, such as a collector's place in a source.</summary>
    public StoreTransaction SetPosition(string name, JsonElement position) => Execute(
        """
        insert into {schema}.pipeline_positions (name, position) values ($1, $2)
        on conflict (name) do update set position = excluded.position, updated_at = now()
        """,
        StoreParameter.Text(name), StoreParameter.Json(position.GetRawText()));

    /// <summary>Stores a content under its hash; the same content twice is stored once.</summary>
    /// <param name="content">At most <see cref="Payloads.MaximumBytes"/>.</param>
    /// <returns>The hash to put into the event.</returns>
    public string PutPayload(ReadOnlyMemory<byte> content, string mediaType)
    {
        Payloads.CheckSize(content);
        var hash = ContentHash.Of(content.Span);
        Execute(
            Payloads.Insert, StoreParameter.Text(hash), StoreParameter.Text(mediaType), StoreParameter.Bytes(content.ToArray()));
        return hash;
    }
}
