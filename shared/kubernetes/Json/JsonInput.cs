using System.Text.Json;

namespace Pipeline.Kubernetes.Json;

/// <summary>The part of a stream that has been received and not yet understood.</summary>
/// <remarks>
/// A value that is not there as a whole is looked at again when more has come: the larger the buffer, the rarer.
/// It grows with the longest single object and never holds more than that, however long the stream is.
/// </remarks>
internal sealed class JsonInput(Stream stream, int longestValue, int firstBuffer = 16 << 10)
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 512 };
    private byte[] _buffer = new byte[firstBuffer];
    private int _start;
    private int _end;
    private JsonReaderState _state = new(Options);

    public bool HasEnded { get; private set; }

    /// <summary>Whether something is left that is no whole value.</summary>
    public bool HasRest => _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept(" \t\r\n"u8) >= 0;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    public Utf8JsonReader Reader => new(Bytes, HasEnded, _state);

    /// <summary>Everything up to where the reader is has been understood.</summary>
    public void Advance(in Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>So many bytes have been understood without the reader, whose state they do not change.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Receives more.</summary>
    /// <exception cref="JsonException">A single value is longer than allowed.</exception>
    public async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= longestValue)
                throw new JsonException($"a single value is longer than {longestValue:N0} bytes");
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, longestValue));
        }
        var received = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += received;
        HasEnded = received == 0;
    }
}
