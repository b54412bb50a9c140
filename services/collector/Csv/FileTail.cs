namespace Pipeline.Collector.Csv;

/// <summary>What a look at a growing file found.</summary>
internal enum TailChange
{
    /// <summary>The same file; perhaps more of it.</summary>
    None,

    /// <summary>It became shorter, or begins differently.</summary>
    Truncated,

    /// <summary>Another file has its name.</summary>
    Rotated,
}

/// <summary>Reads what is appended to a file, as "tail -F" does.</summary>
/// <remarks>
/// A renamed file is read to its end before the new one is begun. Which file is open is told by /proc/self/fd, so this
/// is Linux only. A file that is cut and written again within one look is recognised by its first bytes.
/// </remarks>
internal sealed class FileTail(Func<FileStream> open) : IDisposable
{
    private const int HeadLength = 256;
    private FileStream? _file;
    private byte[] _head = [];

    /// <summary>Reads the next bytes.</summary>
    /// <returns>How many; 0 when there is nothing new now. After a change, reading begins with the new file's first byte.</returns>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public async Task<(int Read, TailChange Change)> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var change = TailChange.None;
        _file ??= open();
        if (await IsTruncatedAsync(_file, cancellationToken))
        {
            _file.Position = 0;
            _head = [];
            change = TailChange.Truncated;
        }
        var read = await ReadOnAsync(_file, buffer, cancellationToken);
        if (read > 0 || change != TailChange.None)
            return (read, change);
        var named = open();
        if (Target(named) == Target(_file))
        {
            await named.DisposeAsync();
            return (0, change);
        }
        await _file.DisposeAsync();
        (_file, _head) = (named, []);
        return (await ReadOnAsync(_file, buffer, cancellationToken), TailChange.Rotated);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private async Task<int> ReadOnAsync(FileStream file, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var position = file.Position;
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (position == _head.Length && _head.Length < HeadLength)
            _head = [.. _head, .. buffer.Span[..Math.Min(read, HeadLength - _head.Length)]];
        return read;
    }

    private async Task<bool> IsTruncatedAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (file.Length < file.Position)
            return true;
        var first = new byte[_head.Length];
        var read = await RandomAccess.ReadAsync(file.SafeFileHandle, first, 0, cancellationToken);
        return read < first.Length || !first.AsSpan().SequenceEqual(_head);
    }

    private static string? Target(FileStream file) =>
        new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
}
