using System.Globalization;
using System.Text;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Cuts a log to what was asked for.</summary>
internal sealed class LogExtract(PodLogOptions options, DateTimeOffset now)
{
    private readonly DateTimeOffset? _since = options.SinceTime ?? (options.SinceSeconds is { } seconds ? now.AddSeconds(-seconds) : null);
    private long _left = options.LimitBytes ?? long.MaxValue;

    /// <summary>Whether no more bytes are wanted.</summary>
    public bool IsFull => _left == 0;

    /// <summary>The lines that are young and late enough.</summary>
    public IEnumerable<LogLine> Select(IReadOnlyList<LogLine> lines)
    {
        var young = _since is { } since ? lines.Where(l => l.At >= since).ToList() : lines;
        return options.TailLines is { } tail && tail < young.Count ? young.Skip((int)(young.Count - tail)) : young;
    }

    /// <summary>A line as bytes, cut where the limit is reached.</summary>
    public ReadOnlyMemory<byte> Format(LogLine line)
    {
        var text = options.Timestamps
            ? string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}00Z {line.Text}\n")
            : line.Text + "\n";
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > _left)
            bytes = bytes[..(int)_left];
        _left -= bytes.Length;
        return bytes;
    }
}
