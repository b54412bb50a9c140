using System.Text.Json;

namespace Pipeline.EventStore.Auditing;

/// <summary>The checkpoints outside the database: JSON lines, only ever appended to.</summary>
internal sealed class AnchorFile(string path)
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Cuts off what a killed process left of a line: the table has that checkpoint, so it is written
    /// again.</summary>
    /// <returns>The last whole line's checkpoint; null when there is none.</returns>
    /// <exception cref="AuditAnchorException">The last line is no checkpoint.</exception>
    public async Task<AuditCheckpoint?> RepairAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        await using var stream = Open();
        var end = await LastBreakBeforeAsync(stream, stream.Length, cancellationToken);
        if (end < stream.Length)
        {
            stream.SetLength(end);
            stream.Flush(flushToDisk: true);
        }
        if (end == 0)
            return null;
        var begin = await LastBreakBeforeAsync(stream, end - 1, cancellationToken);
        var line = new byte[end - begin];
        stream.Position = begin;
        await stream.ReadExactlyAsync(line, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("checkpoint").Deserialize<AuditCheckpoint>()
                ?? throw new JsonException("checkpoint is null");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AuditAnchorException($"The last line of '{path}' is no checkpoint: the file was edited.", e);
        }
    }

    /// <summary>Returns when the line is on the disk.</summary>
    public async Task AppendAsync(AnchorEntry entry, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using var stream = Open();
        stream.Seek(0, SeekOrigin.End);
        await stream.WriteAsync(entry.ToLine(), cancellationToken);
        stream.Flush(flushToDisk: true);
    }

    private FileStream Open() => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    /// <returns>The position after the last line break before <paramref name="end"/>; 0 when there is none.</returns>
    private static async Task<long> LastBreakBeforeAsync(FileStream stream, long end, CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        while (end > 0)
        {
            var size = (int)Math.Min(BlockSize, end);
            stream.Position = end - size;
            await stream.ReadExactlyAsync(block.AsMemory(0, size), cancellationToken);
            var found = block.AsSpan(0, size).LastIndexOf((byte)'\n');
            if (found >= 0)
                return end - size + found + 1;
            end -= size;
        }
        return 0;
    }
}
