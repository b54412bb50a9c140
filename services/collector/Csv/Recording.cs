using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>What is known of a file's series: rows go in, windows come out.</summary>
/// <param name="step">Step of the grid; found from the first rows when null.</param>
/// <param name="maxValues">Most values held at once.</param>
internal sealed class Recording(string file, TimeSpan? step, int maxValues)
{
    /// <summary>Longest stretch in one reading, in cells.</summary>
    public const int LongestStretch = 240;

    private readonly StepEstimate _estimate = new();
    private readonly List<CsvRow> _waiting = [];
    private readonly Dictionary<CsvSeries, SeriesCells> _series = [];
    private long _newestCell = long.MinValue;
    private long _oldestCell = long.MaxValue;
    private int _values;

    /// <summary>Null until the step is known.</summary>
    public TimeGrid? Grid { get; private set; }

    /// <summary>Rows that wait for the step to be known.</summary>
    public int WaitingRows => _waiting.Count;

    /// <summary>Values that fell on a cell that had one already.</summary>
    public int CrowdedValues { get; private set; }

    /// <summary>Time of the newest cell; null when there is no row yet.</summary>
    public DateTimeOffset? Newest => Grid is null || _newestCell == long.MinValue ? null : Grid.TimeOf(_newestCell);

    /// <summary>Time of the oldest cell there ever was; null when there is no row yet.</summary>
    public DateTimeOffset? Oldest => Grid is null || _newestCell == long.MinValue ? null : Grid.TimeOf(_oldestCell);

    /// <summary>Series seen so far.</summary>
    public int SeriesCount => _series.Count;

    /// <summary>Takes the next row.</summary>
    /// <exception cref="CsvException">More values than allowed.</exception>
    public void Add(CsvRow row)
    {
        if (Grid is null)
        {
            _waiting.Add(row);
            _estimate.Add(row.Subject, row.Time);
            if ((step ?? _estimate.Step) is { } found)
                Settle(found);
            return;
        }
        Place(row);
    }

    /// <summary>Says that no more rows will come: what waits is put on the grid.</summary>
    public void Complete()
    {
        if (Grid is null && _waiting.Count > 0)
            Settle(step ?? _estimate.BestGuess);
    }

    /// <summary>The values after one time and up to another; a long stretch is cut, empty ones are skipped.</summary>
    public SourceReading Read(DateTimeOffset after, DateTimeOffset upTo)
    {
        if (Grid is null)
            return new SourceReading(upTo, [], []);
        var first = Grid.LastCellUpTo(after) + 1;
        var last = Grid.LastCellUpTo(upTo);
        var next = _series.Values.Select(s => s.Next(first)).Min();
        if (next is null || next > last)
            return new SourceReading(upTo, [], []);
        if (last - next >= LongestStretch)
            last = next.Value + LongestStretch - 1;
        var windows = _series.Values.Select(s => s.Window(Grid, next.Value, last)).OfType<MetricWindow>().ToList();
        var reached = Grid.TimeOf(last);
        return new SourceReading(reached + Grid.Step > upTo ? upTo : reached, windows, []);
    }

    /// <summary>Lets go of the values up to a time.</summary>
    public void Forget(DateTimeOffset upTo)
    {
        if (Grid is null)
            return;
        foreach (var cells in _series.Values)
        {
            var before = cells.Count;
            cells.Forget(Grid.LastCellUpTo(upTo) + 1);
            _values -= before - cells.Count;
        }
    }

    private void Settle(TimeSpan found)
    {
        Grid = new TimeGrid(_waiting[0].Time, found);
        foreach (var row in _waiting)
            Place(row);
        _waiting.Clear();
    }

    private void Place(CsvRow row)
    {
        var cell = Grid!.CellOf(row.Time);
        _newestCell = Math.Max(_newestCell, cell);
        _oldestCell = Math.Min(_oldestCell, cell);
        foreach (var point in row.Points)
        {
            if (!_series.TryGetValue(point.Series, out var cells))
                _series.Add(point.Series, cells = new SeriesCells(point.Series));
            if (!cells.Add(cell, point.Value))
                CrowdedValues++;
            else if (++_values > maxValues)
                throw new CsvException($"{file} holds more than {maxValues:N0} values: cut it, or raise MaxValues.");
        }
    }
}
