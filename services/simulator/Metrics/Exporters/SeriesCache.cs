namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>Keeps what is made once per measured thing (labels above all) as long as it is measured.</summary>
internal sealed class SeriesCache<TKey, TEntry>
    where TKey : notnull
{
    private const int ScrapesKept = 20; // a thing that comes back soon finds its entry
    private readonly Dictionary<TKey, Slot> _slots = [];
    private int _scrape;

    /// <summary>The entry of a thing.</summary>
    public TEntry Of(TKey key, Func<TEntry> make)
    {
        if (!_slots.TryGetValue(key, out var slot))
            _slots[key] = slot = new Slot(make());
        slot.Used = _scrape;
        return slot.Entry;
    }

    /// <summary>Ends a scrape: entries of things long gone are forgotten.</summary>
    public void EndScrape()
    {
        _scrape++;
        if (_scrape % ScrapesKept != 0)
            return;
        foreach (var (key, slot) in _slots)
        {
            if (slot.Used < _scrape - ScrapesKept)
                _slots.Remove(key);
        }
    }

    private sealed class Slot(TEntry entry)
    {
        public TEntry Entry { get; } = entry;

        public int Used { get; set; }
    }
}
