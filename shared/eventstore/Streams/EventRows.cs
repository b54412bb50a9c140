using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Streams;

/// <summary>Reads rows of mt_events, Marten's tombstones left to the caller.</summary>
internal static class EventRows
{
    /// <summary>Marten's filler for a number it lost; its stream's version stays 0.</summary>
    public const string Tombstone = "tombstone";

    public const string Columns = """
        seq_id, stream_id, version, id, type, (extract(epoch from timestamp) * 1000000)::bigint, user_name, correlation_id,
        causation_id, headers, data, coalesce(is_archived, false)
        """;

    /// <summary>tenant_id, null where it is as this store writes it.</summary>
    public const string OtherTenant = "case when tenant_id is distinct from '*DEFAULT*' then coalesce(tenant_id, '') end";

    /// <summary>With what no hash covers.</summary>
    public const string AuditColumns = $"{Columns}, mt_dotnet_type, {OtherTenant}, octet_length(bdata)";

    /// <param name="row">Beginning with <see cref="AuditColumns"/>.</param>
    public static StoredEvent MapForAudit(NpgsqlDataReader row) => Map(row) with
    {
        DotnetType = TextOrNull(row, 12),
        OtherTenant = TextOrNull(row, 13),
        BinaryBytes = row.IsDBNull(14) ? null : row.GetInt32(14),
    };

    /// <param name="row">Beginning with <see cref="Columns"/>.</param>
    public static StoredEvent Map(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetInt64(2), row.GetGuid(3), row.GetString(4), row.GetInt64(5),
        TextOrNull(row, 6), TextOrNull(row, 7), TextOrNull(row, 8),
        row.IsDBNull(9) ? null : JsonElement.Parse(row.GetString(9)), JsonElement.Parse(row.GetString(10)), row.GetBoolean(11));

    public static RecordedEvent Decode(StoredEvent stored, EventTypes types) => new(
        stored.Sequence, stored.StreamId, stored.Version, stored.Id, stored.Type, types.Decode(stored),
        Microseconds.ToTime(stored.Timestamp),
        new EventMetadata
        {
            UserName = stored.UserName,
            CorrelationId = stored.CorrelationId,
            CausationId = stored.CausationId,
            Headers = HeadersOf(stored),
        },
        stored.Hash);

    private static ImmutableSortedDictionary<string, string> HeadersOf(StoredEvent stored) =>
        stored.Headers is not { ValueKind: JsonValueKind.Object } headers
            ? EventMetadata.None.Headers
            : headers.EnumerateObject()
                .Where(header => !EventMetadata.Reserved.Contains(header.Name))
                .ToImmutableSortedDictionary(
                    header => header.Name,
                    header => header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : header.Value.GetRawText(),
                    StringComparer.Ordinal);

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
