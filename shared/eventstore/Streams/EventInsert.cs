using NpgsqlTypes;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Streams;

/// <summary>The statements of the appends: first every stream's check, then all events at once, so a refusal draws no
/// number.</summary>
internal static class EventInsert
{
    /// <summary>The column that tells the numbers from the outcomes of other statements.</summary>
    public const string SequenceColumn = "appended_seq_id";

    private const string Advance = "select {schema}.pipeline_advance_stream($1, $2, $3, $4, $5)";

    private const string Insert = """
        insert into {schema}.mt_events (
            seq_id, stream_id, version, id, type, mt_dotnet_type, data, timestamp, user_name, correlation_id, causation_id, headers,
            tenant_id, is_archived)
        select nextval('{schema}.mt_events_sequence'), e.*, '*DEFAULT*', false
        from (
            select stream_id, version, id, type, dotnet_type, data, timestamp, user_name, correlation_id, causation_id, headers
            from unnest(
                $1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[],
                $8::text[], $9::text[], $10::text[], $11::jsonb[]) with ordinality as given (
                stream_id, version, id, type, dotnet_type, data, timestamp, user_name, correlation_id, causation_id, headers, position)
            order by position
        ) e
        returning seq_id as appended_seq_id
        """;

    public static IEnumerable<StoreCommand> Commands(IReadOnlyList<StreamAppend> appends, IReadOnlyList<EncodedEvent> events)
    {
        foreach (var append in appends)
            yield return new(
                Advance, StoreParameter.Uuid(append.StreamId), StoreParameter.Text(append.AggregateAlias),
                StoreParameter.Bigint(append.Expected.Version), StoreParameter.Bigint(append.Events.Count),
                StoreParameter.Text(append.Expected.Hash));
        if (events.Count == 0)
            yield break;
        yield return new(
            Insert,
            StoreParameter.Many(NpgsqlDbType.Uuid, events.Select(e => e.StreamId)),
            StoreParameter.Many(NpgsqlDbType.Bigint, events.Select(e => e.Version)),
            StoreParameter.Many(NpgsqlDbType.Uuid, events.Select(e => e.Id)),
            StoreParameter.Many(NpgsqlDbType.Text, events.Select(e => e.Type)),
            StoreParameter.Many(NpgsqlDbType.Text, events.Select(e => e.DotnetType)),
            StoreParameter.Many(NpgsqlDbType.Jsonb, events.Select(e => e.Data)),
            StoreParameter.Many(NpgsqlDbType.TimestampTz, events.Select(e => e.Timestamp)),
            StoreParameter.Many(NpgsqlDbType.Text, events.Select(e => e.Event.Metadata.UserName)),
            StoreParameter.Many(NpgsqlDbType.Text, events.Select(e => e.Event.Metadata.CorrelationId)),
            StoreParameter.Many(NpgsqlDbType.Text, events.Select(e => e.Event.Metadata.CausationId)),
            StoreParameter.Many(NpgsqlDbType.Jsonb, events.Select(e => e.Headers)));
    }
}
