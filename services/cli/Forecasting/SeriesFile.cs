using System.Globalization;
using System.IO.Compression;
using Pipeline.Cli.Invocation;
using Pipeline.Detection;

namespace Pipeline.Cli.Forecasting;

/// <summary>A CSV file with a time and a value in each row, plain or <c>.gz</c>.</summary>
internal static class SeriesFile
{
    private const string Gzip = ".gz";
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads all rows, without the header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The time as it is written, and the sample; not a number where the value is missing.</returns>
    /// <exception cref="CommandException">It cannot be read; the message names the line and the value.</exception>
    public static IEnumerable<(string Time, Sample Sample)> Read(string path)
    {
        using var reader = new StreamReader(Open(path));
        if (reader.ReadLine() is not { } header)
            throw new CommandException(ExitCode.Error, $"{path} is empty; its first line must name the columns: timestamp,value.");
        if (!header.Contains(',', StringComparison.Ordinal))
            throw Bad(path, 1, header, "must name two columns: timestamp,value");
        var line = 1;
        while (reader.ReadLine() is { } row)
        {
            line++;
            if (row.Length == 0)
                continue;
            var comma = row.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
                throw Bad(path, line, row, "has no second column; it must be timestamp,value");
            var next = row.IndexOf(',', comma + 1);
            var (time, value) = (row[..comma], row[(comma + 1)..(next < 0 ? row.Length : next)]);
            yield return (time, new Sample(Time(path, line, time), Value(path, line, value)));
        }
    }

    /// <summary>A name without <c>.gz</c>.</summary>
    public static string Plain(string path) => path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? path[..^Gzip.Length] : path;

    /// <summary>Opens a file, unpacked.</summary>
    public static Stream Open(string path)
    {
        if (!File.Exists(path))
            throw new CommandException(ExitCode.Error, $"There is no file {path}.");
        var file = File.OpenRead(path);
        return path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static DateTimeOffset Time(string path, int line, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds < LastSecond)
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        throw Bad(path, line, text, "is no time; write Unix seconds, or 2026-11-28T14:05:00Z");
    }

    private static double Value(string path, int line, string text) => text.Trim() switch
    {
        "" => double.NaN,
        var number when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        var other when other.Equals("inf", StringComparison.OrdinalIgnoreCase) || other.Equals("+inf", StringComparison.OrdinalIgnoreCase) => double.NaN,
        var other => throw Bad(path, line, other, "is no number; write 0.75, or leave it empty when nothing was measured"),
    };

    private static CommandException Bad(string path, int line, string value, string wayOut) =>
        new(ExitCode.Error, $"{path}, line {line}: \"{value}\" {wayOut}.");
}
