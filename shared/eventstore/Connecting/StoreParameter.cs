using Npgsql;
using NpgsqlTypes;

namespace Pipeline.EventStore.Connecting;

/// <summary>Typed positional parameters, so that a null has a type, too.</summary>
public static class StoreParameter
{
    public static NpgsqlParameter Text(string? value) => Of(NpgsqlDbType.Text, value);

    public static NpgsqlParameter Json(string? value) => Of(NpgsqlDbType.Jsonb, value);

    public static NpgsqlParameter Uuid(Guid? value) => Of(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Bigint(long? value) => Of(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Bytes(byte[]? value) => Of(NpgsqlDbType.Bytea, value);

    public static NpgsqlParameter Interval(TimeSpan value) => Of(NpgsqlDbType.Interval, value);

    public static NpgsqlParameter Instant(DateTimeOffset? value) => Of(NpgsqlDbType.TimestampTz, value?.ToUniversalTime());

    /// <param name="element">Of one item.</param>
    /// <param name="values">A nullable item becomes a null.</param>
    public static NpgsqlParameter Many<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        Of(NpgsqlDbType.Array | element, values.ToArray());

    private static NpgsqlParameter Of(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
