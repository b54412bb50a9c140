using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Canonical;

namespace Pipeline.EventStore.Events;

/// <summary>Chains a stream: SHA-256(previous hash ‖ RFC 8785 of the event), as 64 lower-case hex digits.</summary>
/// <remarks>
/// The previous hash goes in as its 32 bytes; for version 1 these are zeros (<see cref="Genesis"/>). The event is the object
/// {causation, correlation, data, headers, id, stream, timestamp, type, user, version}: timestamp in microseconds since 1970
/// in UTC, ids as lower-case text with hyphens, absent metadata as null, headers without "hash" (but with "prev").
/// </remarks>
internal static class EventHash
{
    public static string Genesis { get; } = new('0', 64);

    /// <param name="headers">Without "hash".</param>
    public static string Of(
        string previous, Guid stream, long version, Guid id, string type, long timestamp, EventMetadata metadata,
        JsonObject headers, JsonElement data)
    {
        var content = CanonicalJson.Write(JsonSerializer.SerializeToElement(new
        {
            causation = metadata.CausationId,
            correlation = metadata.CorrelationId,
            data,
            headers,
            id,
            stream,
            timestamp,
            type,
            user = metadata.UserName,
            version,
        }));
        return Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(previous), .. content]));
    }
}
