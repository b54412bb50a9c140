using System.Text.Json;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Watching;

/// <summary>Reads a watch's stream: one JSON object after the other, of any length, on one line or several.</summary>
internal sealed class WatchReader<T>(string request, Stream body)
    where T : class, IKubernetesObject
{
    private const int LongestEvent = 64 << 20;
    private readonly JsonInput _input = new(body, LongestEvent);

    /// <returns>Null when the stream has ended as it should.</returns>
    /// <exception cref="JsonException">The stream holds something else, or ends in the middle of an event.</exception>
    /// <exception cref="KubernetesException">The server reports an error.</exception>
    public async ValueTask<WatchEvent<T>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(out var happened))
            {
                if (happened is not null)
                    return happened;
                continue;
            }
            if (_input.HasEnded)
                return _input.HasRest ? throw new JsonException("the stream ends in the middle of an event") : null;
            await _input.ReceiveAsync(cancellationToken);
        }
    }

    /// <param name="happened">Null for an event of a type nobody knows.</param>
    private bool TryRead(out WatchEvent<T>? happened)
    {
        happened = null;
        var bytes = _input.Bytes;
        var reader = _input.Reader;
        if (!_input.HasRest || !reader.Read())
            return false;
        var begin = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an event is a JSON object");
        if (!reader.TrySkip())
            return false;
        happened = Parse(bytes[begin..(int)reader.BytesConsumed]);
        _input.Advance(reader);
        return true;
    }

    private WatchEvent<T>? Parse(ReadOnlySpan<byte> json)
    {
        string? type = null;
        ReadOnlySpan<byte> value = default;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isObject) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("object"u8));
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                type = reader.GetString();
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isObject)
                value = json[begin..(int)reader.BytesConsumed];
        }
        if (value.IsEmpty)
            throw new JsonException($"an event \"{type}\" without an object");
        return type switch
        {
            "ADDED" => Change(WatchEventType.Added, value),
            "MODIFIED" => Change(WatchEventType.Modified, value),
            "DELETED" => Change(WatchEventType.Deleted, value),
            "BOOKMARK" => new WatchEvent<T>(WatchEventType.Bookmark, null, ObjectReading.MetadataOf(value)),
            "ERROR" => throw FailureSorter.Sort(
                request, FailureSorter.ReadStatus(value) ?? new ApiStatus { Code = 500, Message = "an error that is no Status" }),
            null => throw new JsonException("an event without a type"),
            _ => null,
        };
    }

    private static WatchEvent<T> Change(WatchEventType type, ReadOnlySpan<byte> json) =>
        ObjectReading.TryRead<T>(json, out var value, out var unreadable)
            ? new WatchEvent<T>(type, value, value.Metadata)
            : new WatchEvent<T>(type, null, unreadable.Metadata, unreadable.Problem);
}
