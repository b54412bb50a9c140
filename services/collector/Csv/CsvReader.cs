using System.Text;
using Pipeline.Contracts;

namespace Pipeline.Collector.Csv;

/// <summary>Turns a file's bytes, arriving in any pieces, into rows; says which ones it could not read.</summary>
/// <param name="file">Name for messages.</param>
/// <param name="maxBadRows">So many rows may be unreadable; one more and the file is refused.</param>
/// <param name="latest">A row later than this is unreadable: its clock is wrong.</param>
internal sealed class CsvReader(string file, CsvSubject subject, int maxBadRows, DateTimeOffset latest)
{
    private const int MaxNamedProblems = 20;
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetDecoder();
    private readonly RecordCutter _cutter = new(file);
    private readonly List<string> _problems = [];
    private readonly Dictionary<int, bool> _isText = [];
    private readonly Dictionary<CsvSeries, CsvSeries> _series = [];
    private CsvSchema? _schema;
    private char _delimiter;
    private bool _started;

    /// <summary>Rows that were left out so far.</summary>
    public int BadRows { get; private set; }

    /// <summary>Null until the header has come.</summary>
    public CsvSchema? Schema => _schema;

    /// <summary>Titles of columns found to hold text, and so left out.</summary>
    public IEnumerable<string> TextColumns => _schema is null ? [] : _schema.Series.Where(s => _isText.GetValueOrDefault(s.Index)).Select(s => s.Title);

    /// <summary>Newest time that may be in the file.</summary>
    public DateTimeOffset Latest { get; set; } = latest;

    /// <summary>Takes the next piece.</summary>
    /// <exception cref="CsvException">The header makes no sense, too many rows do not, or the text is not UTF-8.</exception>
    public IEnumerable<CsvRow> Feed(ReadOnlyMemory<byte> piece)
    {
        if (!_started && piece.Length >= 2 && piece.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new CsvException($"{file} is written in UTF-16; save it as UTF-8.");
        _started |= piece.Length > 0;
        var text = new char[_decoder.GetCharCount(piece.Span, flush: false)];
        var length = _decoder.GetChars(piece.Span, text, flush: false);
        foreach (var record in _cutter.Feed(text.AsMemory(0, length)))
        {
            if (Read(record) is { } row)
                yield return row;
        }
    }

    /// <summary>The end of the file: its last row may have no line's end.</summary>
    public CsvRow? Finish() => _cutter.Finish() is { } record ? Read(record) : null;

    /// <summary>Messages about the rows left out since the last call, some of them when there are many.</summary>
    public IReadOnlyList<string> TakeProblems()
    {
        var taken = _problems.ToList();
        _problems.Clear();
        return taken;
    }

    private CsvRow? Read(CsvRecord record)
    {
        if (_schema is null)
        {
            _delimiter = FieldSplitter.DetectDelimiter(record.Text);
            _cutter.Delimiter = _delimiter;
            _schema = CsvSchema.Read(file, record.Line, FieldSplitter.Split(record.Text, _delimiter), subject);
            return null;
        }
        var fields = FieldSplitter.Split(record.Text, _delimiter);
        var whenText = _schema.TimeColumn < fields.Count ? fields[_schema.TimeColumn] : "";
        if (!CsvTime.TryParse(whenText, out var time))
            return Refuse($"{file}, line {record.Line}, time column: '{Short(whenText)}' is not a time");
        if (time > Latest)
            return Refuse($"{file}, line {record.Line}, time column: '{Short(whenText)}' lies in the future");
        var (entity, container) = _schema.RowPerEntity ? EntityOf(fields) : (null, null);
        if (_schema.RowPerEntity && entity is null)
            return Refuse($"{file}, line {record.Line}: the row names no pod, deployment, service or node");
        return ReadPoints(record, fields, time, entity, container);
    }

    private CsvRow? ReadPoints(CsvRecord record, List<string> fields, DateTimeOffset time, EntityRef? entity, string? container)
    {
        var points = new List<CsvPoint>(_schema!.Series.Count);
        foreach (var column in _schema.Series)
        {
            var cell = column.Index < fields.Count ? fields[column.Index] : "";
            if (CsvNumber.IsMissing(cell) || _isText.GetValueOrDefault(column.Index))
                continue;
            double value;
            if (column.Reading == CellReading.PodStatus)
                value = cell is "Running" or "Succeeded" or "Completed" ? 0 : 1;
            else if (!CsvNumber.TryParse(cell, _delimiter, out value))
            {
                if (column.Reading == CellReading.NumberOrText && _isText.TryAdd(column.Index, true))
                    continue;
                return Refuse($"{file}, line {record.Line}, column '{column.Title}': '{Short(cell)}' is not a number");
            }
            else if (column.Reading == CellReading.NumberOrText)
                _isText.TryAdd(column.Index, false);
            points.Add(new CsvPoint(SeriesOf(column, entity, container), time, value * column.Metric.Scale));
        }
        return new CsvRow(time, entity is null ? "" : $"{entity}/{container}", points);
    }

    private (EntityRef? Entity, string? Container) EntityOf(List<string> fields)
    {
        string? Part(EntityPart part) =>
            _schema!.EntityColumns.TryGetValue(part, out var index) && index < fields.Count && !CsvNumber.IsMissing(fields[index])
                ? fields[index] : null;
        var space = Part(EntityPart.Namespace) ?? subject.Namespace;
        for (var part = EntityPart.Pod; part <= EntityPart.Node; part++)
        {
            if (Part(part) is { } name)
                return (new EntityRef(subject.Cluster, part == EntityPart.Node ? null : space, part.ToString(), name), Part(EntityPart.Container));
        }
        return (null, null);
    }

    private CsvSeries SeriesOf(SeriesColumn column, EntityRef? entity, string? container)
    {
        var series = new CsvSeries(column.Entity ?? entity!, column.Metric, container);
        if (_series.TryGetValue(series, out var known))
            return known;
        _series.Add(series, series);
        return series;
    }

    private CsvRow? Refuse(string problem)
    {
        BadRows++;
        if (BadRows > maxBadRows)
            throw new CsvException($"{problem}. More than {maxBadRows} rows are unreadable: correct the file, or raise MaxBadRows.");
        if (_problems.Count < MaxNamedProblems)
            _problems.Add(problem);
        return null;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
