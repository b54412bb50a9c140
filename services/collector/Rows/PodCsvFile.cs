using System.Text;

namespace Pipeline.Collector.Rows;

/// <summary>A CSV file that grows by whole rounds: a reader sees a round or does not, and a broken-off one is taken back.</summary>
/// <param name="path">Made with its header when missing or empty.</param>
/// <param name="wide">With the further columns.</param>
public sealed class PodCsvFile(string path, bool wide = false)
{
    /// <summary>Appends one round in one write.</summary>
    /// <exception cref="InvalidDataException">The file has other columns: another version or other queries wrote it.</exception>
    public async Task AppendAsync(IReadOnlyList<PodRow> rows, IReadOnlyList<string> custom, CancellationToken cancellationToken)
    {
        var header = PodCsv.Header(custom, wide);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 4096, FileOptions.Asynchronous);
        await CheckAsync(file, header, cancellationToken);
        var end = file.Length;
        var text = new StringBuilder(end == 0 ? header + "\n" : "");
        foreach (var row in rows)
            text.Append(PodCsv.Line(row, custom, wide)).Append('\n');
        file.Seek(0, SeekOrigin.End);
        try
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            file.SetLength(end); // the disk is full, or it was cancelled: no half round stays
            throw;
        }
    }

    private async Task CheckAsync(FileStream file, string header, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
            return;
        var wanted = Encoding.UTF8.GetBytes(header + "\n");
        var found = new byte[Math.Min(wanted.Length, file.Length)];
        await file.ReadExactlyAsync(found, cancellationToken);
        if (!found.AsSpan().SequenceEqual(wanted))
            throw new InvalidDataException($"{path} has other columns than would be written: name another file, or move it away.");
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            await CutBrokenLineAsync(file, cancellationToken);
    }

    /// <summary>A writer was killed in the middle of a line: what stands after the last whole one goes.</summary>
    private static async Task CutBrokenLineAsync(FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var part = buffer.AsMemory(0, (int)(end - start));
            file.Seek(start, SeekOrigin.Begin);
            await file.ReadExactlyAsync(part, cancellationToken);
            if (part.Span.LastIndexOf((byte)'\n') is var last and >= 0)
            {
                file.SetLength(start + last + 1);
                return;
            }
            end = start;
        }
    }
}
