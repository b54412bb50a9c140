using Pipeline.Canonical;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Contents;

/// <summary>Contents too large for an event, stored under their SHA-256; the event holds the hash.</summary>
public sealed class Payloads(StoreDatabase database)
{
    /// <summary>16 MiB for one content.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    internal const string Insert =
        "insert into {schema}.pipeline_payloads (hash, media_type, content) values ($1, $2, $3) on conflict (hash) do nothing";

    /// <summary>Stores a content by itself; with events, <c>StoreTransaction.PutPayload</c> does it in their
    /// transaction.</summary>
    /// <returns>Its hash, 64 lower-case hex digits.</returns>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken)
    {
        CheckSize(content);
        var hash = ContentHash.Of(content.Span);
        await database.ExecuteAsync(
            Insert, cancellationToken, StoreParameter.Text(hash), StoreParameter.Text(mediaType), StoreParameter.Bytes(content.ToArray()));
        return hash;
    }

    /// <returns>Null when there is no such content.</returns>
    /// <exception cref="PayloadTamperedException">What is stored under the hash has another hash.</exception>
    public async Task<Payload?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "select media_type, content from {schema}.pipeline_payloads where hash = $1",
            row => new Payload(hash, row.GetString(0), row.GetFieldValue<byte[]>(1)), cancellationToken, StoreParameter.Text(hash));
        if (rows is not [var payload])
            return null;
        return ContentHash.Of(payload.Content) is var found && found == hash ? payload : throw new PayloadTamperedException(hash, found);
    }

    internal static void CheckSize(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaximumBytes)
            throw new ArgumentException($"The content has {content.Length} bytes; {MaximumBytes} are allowed. Split or shorten it.", nameof(content));
    }
}
