using Pipeline.Simulator.PromQl;

namespace Pipeline.Simulator.History;

/// <summary>Puts the chunks of a series back into samples.</summary>
/// <param name="times">When the scrapes were.</param>
/// <param name="first">The first scrape wanted.</param>
/// <param name="to">The last time wanted.</param>
internal ref struct SampleReader(ScrapeTimes.View times, int first, long to)
{
    private readonly ScrapeTimes.View _times = times;
    private int _next = -1; // scrape after the last one read

    /// <summary>What was read, oldest first.</summary>
    public List<Sample> Samples { get; } = [];

    /// <summary>Reads a chunk, the oldest first.</summary>
    /// <param name="repeats">How often its last value came again beyond what is written.</param>
    public void Read(Series.Chunk chunk, int repeats)
    {
        if (_next >= 0 && chunk.First > _next)
            Add(_next, Staleness.Marker);
        _next = chunk.Last + 1;
        if (chunk.Last < first)
            return;
        var bytes = chunk.Bytes.Span;
        var (state, scrape) = (ValueCodec.Initial, chunk.First);
        while (bytes.Length > 0)
        {
            var (scrapes, hasValue) = ValueCodec.Read(ref bytes, ref state);
            if (!hasValue)
                Add(scrape, Staleness.Marker);
            for (var i = 0; i < scrapes && hasValue; i++)
                Add(scrape + i, state.Value);
            scrape += scrapes;
        }
        for (var i = 0; i < repeats; i++)
            Add(scrape + i, state.Value);
    }

    /// <summary>Ends a series that the newest scrapes did not bring.</summary>
    public void End()
    {
        if (_next >= 0 && _next < _times.End)
            Add(_next, Staleness.Marker);
    }

    private readonly void Add(int scrape, double value)
    {
        if (scrape >= first && scrape < _times.End && _times[scrape] is var time && time <= to)
            Samples.Add(new Sample(time, value));
    }
}
