namespace Pipeline.Detection.Series;

/// <summary>The newest samples of a series as they came, on the grid of their step: what a report shows, and what is learned late.</summary>
public sealed class RecentSamples(int capacity)
{
    private readonly double[] _ring = new double[capacity]; // NaN where nothing came
    private int _oldest;

    /// <summary>Slots there are.</summary>
    public int Capacity => capacity;

    /// <summary>Slots in use, the empty ones among them included.</summary>
    public int Count { get; private set; }

    /// <summary>Time of the newest sample; meaningless when empty.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>Time between two slots.</summary>
    public TimeSpan Step { get; private set; }

    /// <summary>Time of the oldest slot; meaningless when empty.</summary>
    public DateTimeOffset Oldest => Newest - (Step * (Count - 1));

    /// <summary>Adds a sample; another step, or a gap longer than everything kept, starts again with it.</summary>
    /// <param name="sample">After <see cref="Newest"/>.</param>
    /// <param name="step">Positive.</param>
    public void Append(Sample sample, TimeSpan step)
    {
        var slots = step == Step && Count > 0 ? Math.Max(1, Math.Round((sample.At - Newest) / step)) : double.PositiveInfinity;
        if (slots > capacity)
            (_oldest, Count, slots) = (0, 0, 1);
        for (; slots > 1; slots--)
            Push(double.NaN);
        Push(sample.Value);
        (Newest, Step) = (sample.At, step);
    }

    /// <summary>The samples, oldest first; null where nothing came.</summary>
    public IReadOnlyList<double?> ToList()
    {
        var samples = new double?[Count];
        for (var i = 0; i < Count; i++)
            samples[i] = double.IsNaN(this[i]) ? null : this[i];
        return samples;
    }

    /// <summary>Copies the newest samples, oldest of them first; empty slots are left out.</summary>
    /// <param name="samples">How many samples are wanted; fewer come when fewer are kept.</param>
    public Sample[] Last(int samples)
    {
        var first = Count;
        for (var wanted = samples; wanted > 0 && first > 0;)
            wanted -= double.IsNaN(this[--first]) ? 0 : 1;
        return [.. Enumerable.Range(first, Count - first)
            .Where(i => !double.IsNaN(this[i]))
            .Select(i => new Sample(Newest - (Step * (Count - 1 - i)), this[i]))];
    }

    /// <summary>Writes the samples with their time and step.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Newest.UtcTicks);
        writer.Write(Step.Ticks);
        for (var i = 0; i < Count; i++)
            writer.Write(this[i]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the newest that fit are kept.</summary>
    public void Read(BinaryReader reader)
    {
        (_oldest, Count) = (0, 0);
        var left = reader.ReadInt32();
        Newest = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        Step = new TimeSpan(reader.ReadInt64());
        for (; left > 0; left--)
            Push(reader.ReadDouble());
    }

    private double this[int index] => _ring[(_oldest + index) % capacity];

    private void Push(double value)
    {
        if (Count == capacity)
        {
            _ring[_oldest] = value;
            _oldest = (_oldest + 1) % capacity;
        }
        else
        {
            _ring[(_oldest + Count++) % capacity] = value;
        }
    }
}
