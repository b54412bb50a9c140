using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Canonical;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Verifying;

/// <summary>An event's hash from what is stored. Written apart from the writer's, so that a mistake there is found
/// here.</summary>
internal static class RecomputedHash
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <returns>Null when the event holds what no writer of ours can have written.</returns>
    public static string? Of(StoredEvent stored)
    {
        if (stored.PreviousHash is not { } previous || !IsHash(previous))
            return null;
        try
        {
            StorableJson.CheckStored(stored.Data);
            var content = CanonicalJson.Write(Content(stored));
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Convert.FromHexString(previous));
            sha.AppendData(content);
            return Convert.ToHexStringLower(sha.GetHashAndReset());
        }
        catch (CanonicalJsonException)
        {
            return null;
        }
    }

    public static bool IsHash(string text) => text.Length == 64 && text.AsSpan().IndexOfAnyExcept(HexDigits) < 0;

    private static JsonElement Content(StoredEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", stored.StreamId);
            json.WriteNumber("version", stored.Version);
            json.WriteString("id", stored.Id);
            json.WriteString("type", stored.Type);
            json.WriteNumber("timestamp", stored.Timestamp);
            json.WriteString("user", stored.UserName);
            json.WriteString("correlation", stored.CorrelationId);
            json.WriteString("causation", stored.CausationId);
            json.WriteStartObject("headers");
            foreach (var header in stored.Headers!.Value.EnumerateObject().Where(header => header.Name != "hash"))
                header.WriteTo(json);
            json.WriteEndObject();
            json.WritePropertyName("data");
            stored.Data.WriteTo(json);
            json.WriteEndObject();
        }
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
