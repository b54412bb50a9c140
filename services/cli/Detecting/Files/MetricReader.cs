using System.Globalization;
using System.IO.Compression;
using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Detecting.Files;

/// <summary>Reads a file of metrics row by row; what it cannot read it names with file, line, value and way out.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly string _file;
    private readonly double _rowSeconds;
    private readonly StreamReader _reader;
    private readonly List<string> _fields = [];
    private int _line;
    private int _row;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="file">A .csv or .csv.gz.</param>
    /// <param name="columns">Columns to watch; empty for all.</param>
    /// <param name="rowSeconds">Seconds between rows that have no times.</param>
    public MetricReader(string file, IReadOnlyList<string> columns, double rowSeconds)
    {
        (_file, _rowSeconds) = (file, rowSeconds);
        if (!File.Exists(file))
            throw new CommandException(ExitCode.Error, $"There is no file {file}.");
        Stream stream = File.OpenRead(file);
        _reader = new StreamReader(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        try
        {
            Header = NextLine()
                ? MetricHeader.Of(file, _fields, columns)
                : throw new CommandException(ExitCode.Error, $"{file} is empty. Expected a header such as timestamp,value and rows below it.");
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>Which column is what.</summary>
    public MetricHeader Header { get; }

    /// <summary>The next row; null at the end.</summary>
    public MetricRow? Next()
    {
        if (!NextLine())
            return null;
        if (_fields.Count != Header.Fields)
            throw Wrong($"{_fields.Count} fields where the header has {Header.Fields}", "repair or remove the line");
        var (time, seconds) = Time();
        var texts = new string[Header.Values.Count];
        var values = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _fields[Header.Values[i]];
            values[i] = Number(texts[i], Header.Names[i]);
        }

        return new MetricRow(time, seconds, texts, values);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private (string Text, double Seconds) Time()
    {
        var number = _row++;
        if (Header.Time is not { } column)
            return (number.ToString(CultureInfo.InvariantCulture), number * _rowSeconds);
        var text = _fields[column];
        return TimeText.TryParse(text, out var seconds)
            ? (text, seconds)
            : throw Wrong($"\"{text}\" is no time", "write ISO 8601 such as 2026-11-20T12:00:00Z, or Unix seconds");
    }

    private double Number(string text, string column)
    {
        if (text.Length == 0 || text.ToUpperInvariant() is "NAN" or "NA" or "N/A" or "NULL" or "NONE" or "-" or "INF" or "+INF" or "-INF")
            return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong($"\"{text}\" in column {column} is no number", "write a missing value as an empty field, or name the columns to watch with --column");
    }

    private CommandException Wrong(string what, string wayOut) =>
        new(ExitCode.Error, $"{_file}: line {_line}: {what}; {wayOut}. Nothing was written.");

    private bool NextLine()
    {
        try
        {
            while (_reader.ReadLine() is { } line)
            {
                _line++;
                if (line.Length == 0)
                    continue;
                CsvLine.Split(line.TrimStart('\uFEFF'), _fields);
                return true;
            }

            return false;
        }
        catch (InvalidDataException e)
        {
            throw new CommandException(ExitCode.Error, $"{_file}: the compressed data end or break behind line {_line}; compress the file anew. Nothing was written.", e);
        }
    }
}
