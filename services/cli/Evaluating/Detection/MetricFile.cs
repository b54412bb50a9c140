using System.Globalization;
using System.IO.Compression;
using Pipeline.Cli.Detecting.Files;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>A CSV file of numbers, perhaps compressed: one row per time, one column per metric.</summary>
/// <param name="Columns">As the header names them.</param>
/// <param name="Rows">One value for each column; NaN for what is empty or no number.</param>
internal sealed record MetricFile(IReadOnlyList<string> Columns, IReadOnlyList<double[]> Rows)
{
    /// <summary>The names in the first line.</summary>
    public static IReadOnlyList<string> HeaderOf(string path)
    {
        using var reader = Open(path);
        return Header(reader);
    }

    /// <summary>Reads a file.</summary>
    public static MetricFile Read(string path)
    {
        using var reader = Open(path);
        var columns = Header(reader);
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                rows.Add(Values(line, columns.Count));
        }
        return new MetricFile(columns, rows);
    }

    /// <summary>The lines after the first, cut at the commas.</summary>
    public static IEnumerable<string[]> TextRowsOf(string path)
    {
        using var reader = Open(path);
        Header(reader);
        var fields = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            CsvLine.Split(line, fields);
            yield return [.. fields];
        }
    }

    /// <summary>Index of a column.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }
        throw new InvalidDataException($"There is no column {column}.");
    }

    private static double[] Values(string line, int columns)
    {
        var values = new double[columns];
        Array.Fill(values, double.NaN);
        var column = 0;
        foreach (var range in line.AsSpan().Split(','))
        {
            if (column == columns)
                throw new InvalidDataException($"A row has more than the header's {columns} columns.");
            values[column++] = double.TryParse(line.AsSpan()[range], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        }
        return values;
    }

    private static IReadOnlyList<string> Header(TextReader reader) => [.. (reader.ReadLine() ?? "").Split(',').Select(name => name.Trim())];

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
