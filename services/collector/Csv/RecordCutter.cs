using System.Text;

namespace Pipeline.Collector.Csv;

/// <summary>Cuts text that arrives in pieces into records; blank lines are left out.</summary>
/// <remarks>Written by hand because CsvHelper takes the end of what has arrived for the end of the record.</remarks>
internal sealed class RecordCutter(string file)
{
    private const int LongestRecord = 1 << 20;
    private readonly StringBuilder _record = new();
    private int _line = 1;
    private int _firstLine = 1;
    private bool _inQuotes;
    private bool _quoteClosed;
    private bool _fieldStarts = true;

    /// <summary>The character between fields; known once the header is.</summary>
    public char? Delimiter { get; set; }

    /// <summary>Takes the next piece.</summary>
    /// <returns>The records it completes, one by one: the delimiter may be set after the first.</returns>
    /// <exception cref="CsvException">A record is longer than 1 MiB.</exception>
    public IEnumerable<CsvRecord> Feed(ReadOnlyMemory<char> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            var c = piece.Span[i];
            if (c == '\n')
                _line++;
            if (c == '\n' && !_inQuotes)
            {
                if (Take() is { } record)
                    yield return record;
                continue;
            }
            Append(c);
        }
    }

    /// <summary>The last record, when the file does not end with a line's end.</summary>
    public CsvRecord? Finish() => Take();

    private void Append(char c)
    {
        if (c == '\uFEFF' && _record.Length == 0)
            return;
        if (_inQuotes)
            (_inQuotes, _quoteClosed) = (c != '"', c == '"');
        else if (c == '"' && (_fieldStarts || _quoteClosed)) // a doubled quote opens again what its first half closed
            _inQuotes = true;
        else
            _quoteClosed = false;
        _fieldStarts = !_inQuotes && IsDelimiter(c);
        if (_record.Length == LongestRecord)
            throw new CsvException($"{file}, line {_firstLine}: the record is longer than {LongestRecord:N0} characters; is a quote never closed?");
        _record.Append(c);
    }

    private bool IsDelimiter(char c) => Delimiter is { } known ? c == known : c is ',' or ';' or '\t' or '|';

    private CsvRecord? Take()
    {
        if (_record.Length > 0 && _record[^1] == '\r')
            _record.Length--;
        var text = _record.ToString();
        var line = _firstLine;
        _record.Clear();
        (_firstLine, _inQuotes, _quoteClosed, _fieldStarts) = (_line, false, false, true);
        return string.IsNullOrWhiteSpace(text) ? null : new CsvRecord(line, text);
    }
}
