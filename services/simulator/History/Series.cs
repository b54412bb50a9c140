using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl;

namespace Pipeline.Simulator.History;

/// <summary>One series: closed chunks, and the open one that grows. Written under the history's lock.</summary>
internal sealed class Series(LabelSet labels)
{
    /// <summary>Scrapes that a chunk covers: the same ones in all series, so that whole chunks grow too old together.</summary>
    public const int ChunkScrapes = 120;

    private const int FirstBuffer = 16;
    private Chunk[] _closed = []; // replaced, never changed: views keep it
    private byte[] _open = [];
    private int _length;
    private int _openFirst;
    private int _repeats; // of the last value, not yet written
    private ValueCodec.State _state = ValueCodec.Initial;

    /// <summary>Its name.</summary>
    public LabelSet Labels { get; } = labels;

    /// <summary>The newest scrape that brought it; -1 before the first.</summary>
    public int Last { get; private set; } = -1;

    /// <summary>The oldest scrape whose value is kept.</summary>
    public int First => _closed.Length > 0 ? _closed[0].First : _openFirst;

    /// <summary>Bytes that its values take.</summary>
    public int Bytes { get; private set; }

    /// <summary>Adds the value of a scrape.</summary>
    /// <param name="scrape">Number of the scrape, later than <see cref="Last"/>.</param>
    public void Append(int scrape, double value)
    {
        if (_length > 0 && scrape / ChunkScrapes != _openFirst / ChunkScrapes)
            Close();
        var missed = scrape - Last - 1;
        if (_length == 0)
            _openFirst = scrape;
        else if (missed > 0)
        {
            FlushRepeats();
            _length += ValueCodec.WriteGap(Room(), missed);
        }
        if (_length > 0 && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(_state.Value))
            _repeats++;
        else
        {
            FlushRepeats();
            _length += ValueCodec.WriteValue(Room(), value, ref _state);
        }
        Last = scrape;
    }

    /// <summary>Forgets the chunks that end before a scrape.</summary>
    public void Forget(int before)
    {
        var keep = Array.FindIndex(_closed, c => c.Last >= before);
        if (keep == 0 || _closed.Length == 0)
            return;
        foreach (var gone in keep < 0 ? _closed : _closed[..keep])
            Bytes -= gone.Bytes.Length;
        _closed = keep < 0 ? [] : _closed[keep..];
    }

    /// <summary>The series as of now; valid for ever.</summary>
    public View Now() => new(Labels, _closed, new Chunk(_openFirst, Last, _open.AsMemory(0, _length)), _repeats);

    private void Close()
    {
        FlushRepeats();
        _closed = [.. _closed, new Chunk(_openFirst, Last, _open.AsSpan(0, _length).ToArray())];
        Bytes += _length - _open.Length;
        (_open, _length, _state) = ([], 0, ValueCodec.Initial);
    }

    private void FlushRepeats()
    {
        if (_repeats == 0)
            return;
        _length += ValueCodec.WriteRepeat(Room(), _repeats);
        _repeats = 0;
    }

    private Span<byte> Room()
    {
        if (_open.Length - _length < ValueCodec.LongestToken)
        {
            var larger = new byte[Math.Max(FirstBuffer, _open.Length * 2)];
            _open.AsSpan(0, _length).CopyTo(larger);
            Bytes += larger.Length - _open.Length;
            _open = larger;
        }
        return _open.AsSpan(_length);
    }

    /// <summary>Values from one scrape to another.</summary>
    public readonly record struct Chunk(int First, int Last, ReadOnlyMemory<byte> Bytes);

    /// <summary>A series as of one moment, to be read without the lock.</summary>
    public readonly record struct View(LabelSet Labels, Chunk[] Closed, Chunk Open, int Repeats)
    {
        /// <summary>The samples of the scrapes from one time to another; after each scrape that missed the series, the mark of its end.</summary>
        public List<Sample> Read(ScrapeTimes.View times, long from, long to)
        {
            var reader = new SampleReader(times, times.FirstFrom(from), to);
            foreach (var chunk in Closed)
                reader.Read(chunk, 0);
            if (Open.Bytes.Length > 0)
                reader.Read(Open, Repeats);
            reader.End();
            return reader.Samples;
        }
    }
}
