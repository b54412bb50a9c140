namespace Pipeline.Simulator.History;

/// <summary>When the scrapes happened: one ascending column of times that all series share, numbered from 0 and never renumbered.</summary>
/// <remarks>Written under the history's lock; a <see cref="View"/> is read without.</remarks>
internal sealed class ScrapeTimes
{
    private long[] _times = new long[1024]; // from _first on
    private int _first;
    private int _count;

    /// <summary>Number of the next scrape.</summary>
    public int Next => _first + _count;

    /// <summary>Adds a scrape.</summary>
    /// <returns>Its number.</returns>
    public int Add(long time)
    {
        if (_count == _times.Length)
            Array.Resize(ref _times, _count * 2);
        _times[_count++] = time;
        return _first + _count - 1;
    }

    /// <summary>Forgets the scrapes before a number.</summary>
    public void Forget(int before)
    {
        var gone = Math.Clamp(before - _first, 0, _count);
        if (gone == 0)
            return;
        _times = _times[gone..Math.Max(_count, gone + 1)]; // views keep the old column
        _first += gone;
        _count -= gone;
    }

    /// <summary>The scrapes so far.</summary>
    public View Now() => new(_times, _first, _count);

    /// <summary>Scrapes as of one moment; valid for ever.</summary>
    public readonly record struct View(long[] Times, int First, int Count)
    {
        /// <summary>Number after the newest scrape.</summary>
        public int End => First + Count;

        /// <summary>Time of a scrape that is still known.</summary>
        public long this[int tick] => Times[tick - First];

        /// <summary>The first scrape not before a time.</summary>
        public int FirstFrom(long time)
        {
            var at = Array.BinarySearch(Times, 0, Count, time);
            return First + (at < 0 ? ~at : at);
        }
    }
}
