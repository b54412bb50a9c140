using System.Text.Json;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

/// <summary>Reads one page of a list object by object while it comes in, so that its JSON is never in memory as a whole.</summary>
internal sealed class ListReader<T>(Stream body)
    where T : class, IKubernetesObject
{
    private const int LongestObject = 64 << 20;
    private const int Buffer = 64 << 10; // many objects; still no large object for the collector
    private readonly JsonInput _input = new(body, LongestObject, Buffer);
    private readonly List<T> _items = [];
    private readonly List<UnreadableObject> _unreadable = [];
    private ListMeta _metadata = new();
    private Position _position = Position.Before;

    /// <exception cref="JsonException">The body is no list.</exception>
    public async Task<ListPage<T>> ReadAsync(CancellationToken cancellationToken)
    {
        while (!Read())
        {
            if (_input.HasEnded)
                throw new JsonException("the list breaks off");
            await _input.ReceiveAsync(cancellationToken);
        }
        return new ListPage<T>(_items, _metadata.ResourceVersion ?? "", _metadata.Continue is { Length: > 0 } more ? more : null, _unreadable);
    }

    /// <returns>Whether the list is complete; else more is needed.</returns>
    private bool Read()
    {
        if (_position == Position.Items && !ReadItems())
            return false;
        var reader = _input.Reader;
        var bytes = _input.Bytes;
        while (true)
        {
            var mark = reader;
            if (_position == Position.After)
            {
                _input.Advance(reader);
                return true;
            }
            if (!reader.Read() || !Take(ref reader, bytes))
            {
                _input.Advance(mark);
                return false;
            }
            if (_position == Position.Items)
            {
                _input.Advance(reader);
                return Read();
            }
        }
    }

    /// <summary>Reads objects up to the end of the array, which is left to the reader: for it the array is empty.</summary>
    /// <returns>False when more is needed.</returns>
    private bool ReadItems()
    {
        var bytes = _input.Bytes;
        for (var at = 0; ;)
        {
            var next = bytes[at..].IndexOfAnyExcept(" \t\r\n,"u8);
            if (next < 0)
            {
                _input.Advance(bytes.Length);
                return false;
            }
            at += next;
            if (bytes[at] == (byte)']')
            {
                _input.Advance(at);
                _position = Position.AfterItems;
                return true;
            }
            Expect(bytes[at] == (byte)'{');
            var length = JsonEnd.OfObject(bytes[at..]);
            if (length < 0)
            {
                _input.Advance(at);
                return false;
            }
            Keep(bytes[at..(at + length)]);
            at += length;
        }
    }

    /// <returns>False when a value is not there as a whole yet.</returns>
    private bool Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        switch (_position)
        {
            case Position.Before:
                Expect(reader.TokenType == JsonTokenType.StartObject);
                _position = Position.Inside;
                return true;
            case Position.Inside when reader.TokenType == JsonTokenType.EndObject:
                _position = Position.After;
                return true;
            case Position.Inside:
                _position = reader.ValueTextEquals("items"u8) ? Position.BeforeItems
                    : reader.ValueTextEquals("metadata"u8) ? Position.BeforeMetadata
                    : Position.BeforeOther;
                return true;
            case Position.BeforeItems:
                Expect(reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null);
                _position = reader.TokenType == JsonTokenType.Null ? Position.Inside : Position.Items;
                return true;
            case Position.AfterItems:
                Expect(reader.TokenType == JsonTokenType.EndArray);
                _position = Position.Inside;
                return true;
        }
        var begin = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return false;
        var value = bytes[begin..(int)reader.BytesConsumed];
        if (_position == Position.BeforeMetadata)
            _metadata = JsonSerializer.Deserialize<ListMeta>(value, KubernetesJson.Options) ?? new();
        _position = Position.Inside;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        if (ObjectReading.TryRead<T>(json, out var value, out var unreadable))
            _items.Add(value);
        else
            _unreadable.Add(unreadable);
    }

    private static void Expect(bool holds)
    {
        if (!holds)
            throw new JsonException("the body is no list of objects");
    }

    private enum Position
    {
        Before,
        Inside,
        BeforeItems,
        BeforeMetadata,
        BeforeOther,
        Items,
        AfterItems,
        After,
    }

    private sealed record ListMeta
    {
        public string? ResourceVersion { get; init; }

        public string? Continue { get; init; }
    }
}
