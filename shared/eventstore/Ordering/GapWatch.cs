namespace Pipeline.EventStore.Ordering;

/// <summary>Tells a number that is still to come from one that never will: by transaction ids alone, without waiting
/// times.</summary>
/// <remarks>
/// A gap is seen below a visible event, so its numbers had been drawn by then, each by a transaction that already had an id
/// (<c>pipeline_advance_stream</c> sees to that), below the xmax of the snapshot that saw the gap. Once a later snapshot's xmin
/// has reached that xmax, all of those have ended, and what they committed is visible in it: a gap that is still there is a hole
/// for ever. Marten's own writer in Rich mode draws numbers before it has an id: while it runs, this proof does not hold.
/// Safe for use by many readers at once.
/// </remarks>
internal sealed class GapWatch
{
    private const int MaximumSightings = 1000;

    private readonly Lock _lock = new();
    private readonly List<(SequenceRange Gap, ulong Xmax)> _sightings = [];

    /// <summary>Says of a gap whether it is proven to be a hole, and remembers it if not.</summary>
    /// <param name="xmin">Of the snapshot in which the gap was seen: all older transactions had ended.</param>
    /// <param name="xmax">Of the same snapshot: no transaction from here on had ended.</param>
    public bool IsProvenHole(SequenceRange gap, ulong xmin, ulong xmax)
    {
        lock (_lock)
        {
            var seen = _sightings.FindIndex(sighting => sighting.Gap.Covers(gap));
            if (seen < 0)
            {
                // most gaps are filled a moment later and never asked for again; whoever still needs one looks twice
                if (_sightings.Count >= MaximumSightings)
                    _sightings.RemoveAll(sighting => sighting.Xmax <= xmin);
                _sightings.Add((gap, xmax));
                return false;
            }
            return _sightings[seen].Xmax <= xmin;
        }
    }

    /// <summary>Forgets gaps that were proven and recorded.</summary>
    public void Forget(IEnumerable<SequenceRange> proven)
    {
        lock (_lock)
        {
            foreach (var hole in proven)
                _sightings.RemoveAll(sighting => hole.Covers(sighting.Gap));
        }
    }
}
