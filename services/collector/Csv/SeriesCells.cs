using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>The values of one series on the grid.</summary>
/// <remarks>The first value of a cell holds: what was given out once never changes.</remarks>
internal sealed class SeriesCells(CsvSeries series)
{
    private readonly List<(long Cell, double Value)> _cells = [];

    /// <summary>Values held.</summary>
    public int Count => _cells.Count;

    /// <returns>False when the cell had a value.</returns>
    public bool Add(long cell, double value)
    {
        if (_cells.Count == 0 || _cells[^1].Cell < cell)
        {
            _cells.Add((cell, value));
            return true;
        }
        var index = IndexOf(cell);
        if (_cells[index].Cell == cell)
            return false;
        _cells.Insert(index, (cell, value));
        return true;
    }

    /// <summary>The first cell from <paramref name="first"/> on that has a value; null when none has.</summary>
    public long? Next(long first)
    {
        var index = IndexOf(first);
        return index < _cells.Count ? _cells[index].Cell : null;
    }

    /// <summary>The values between two cells, both included, null where there is none; null when there is none at all.</summary>
    public MetricWindow? Window(TimeGrid grid, long first, long last)
    {
        var (from, to) = (IndexOf(first), IndexOf(last + 1));
        if (from == to)
            return null;
        var start = _cells[from].Cell;
        var samples = new double?[_cells[to - 1].Cell - start + 1];
        for (var i = from; i < to; i++)
            samples[_cells[i].Cell - start] = _cells[i].Value;
        return new MetricWindow
        {
            Entity = series.Entity,
            Metric = series.Metric.Name,
            Unit = series.Metric.Unit,
            Signal = series.Metric.Signal,
            Labels = series.Container is null ? new Dictionary<string, string>() : new() { ["container"] = series.Container },
            Start = grid.TimeOf(start),
            Step = grid.Step,
            Samples = samples,
        };
    }

    /// <summary>Lets go of the values before a cell.</summary>
    public void Forget(long before) => _cells.RemoveRange(0, IndexOf(before));

    private int IndexOf(long cell)
    {
        var (low, high) = (0, _cells.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _cells[middle].Cell < cell ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
