using System.Globalization;
using Pipeline.Cli.Forecasting;
using Pipeline.Cli.Invocation;
using Pipeline.Detection.Ranking;

namespace Pipeline.Cli.Ranking;

/// <summary>A CSV file of metric windows: <c>time</c> in Unix seconds, then <c>&lt;service&gt;_&lt;metric&gt;</c>; plain or <c>.gz</c>.</summary>
internal static class MetricsFile
{
    /// <exception cref="CommandException">It cannot be read; the message names the line and the value.</exception>
    public static MetricTable Read(string path)
    {
        using var reader = new StreamReader(SeriesFile.Open(path));
        var header = reader.ReadLine()?.Split(',') ?? [];
        if (header.Length < 2)
            throw new CommandException(ExitCode.Error, $"{path}, line 1: \"{string.Join(',', header)}\" must name the columns: time,<service>_<metric>,….");
        var times = new List<long>();
        var columns = new List<double>[header.Length - 1];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = [];
        var line = 1;
        while (reader.ReadLine() is { } row)
        {
            line++;
            if (row.Length == 0)
                continue;
            var fields = row.Split(',');
            if (fields.Length > header.Length)
                throw Bad(path, line, row[..Math.Min(row.Length, 80)], $"has {fields.Length} fields; the header has {header.Length}");
            if (!double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var time) || !(Math.Abs(time) < 1e15))
                throw Bad(path, line, fields[0], "is no time; write Unix seconds");
            if (times.Count > 0 && (long)time <= times[^1])
                throw Bad(path, line, fields[0], $"is not after {times[^1]}; put the rows in order of time");
            times.Add((long)time);
            for (var i = 0; i < columns.Length; i++)
                columns[i].Add(Value(path, line, header[i + 1], i + 1 < fields.Length ? fields[i + 1] : ""));
        }

        return new MetricTable(times, header[1..], [.. columns.Select(column => column.ToArray())]);
    }

    private static double Value(string path, int line, string column, string text) =>
        text.Length == 0 || text.TrimStart('-', '+').Equals("inf", StringComparison.OrdinalIgnoreCase) ? double.NaN
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : throw Bad(path, line, text, $"in column {column} is no number; leave it empty when nothing was measured");

    private static CommandException Bad(string path, int line, string value, string wayOut) =>
        new(ExitCode.Error, $"{path}, line {line}: \"{value}\" {wayOut}.");
}
