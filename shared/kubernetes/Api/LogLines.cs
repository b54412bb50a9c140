using System.Text;

namespace Pipeline.Kubernetes.Api;

/// <summary>Cuts a stream of any bytes into lines; a very long line comes in pieces.</summary>
internal sealed class LogLines(Stream stream)
{
    private const int LongestLine = 64 << 10;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;
    private bool _hasEnded;

    /// <returns>The next line without its end; null after the last one.</returns>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(length, skip: 1);
            if (_hasEnded)
                return _start < _end ? Take(_end - _start, skip: 0) : null;
            if (_start == 0 && _end == _buffer.Length)
                return Take(_buffer.Length, skip: 0);
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var received = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += received;
            _hasEnded = received == 0;
        }
    }

    private string Take(int length, int skip)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length + skip;
        return Encoding.UTF8.GetString(line is [.. var text, (byte)'\r'] ? text : line);
    }
}
