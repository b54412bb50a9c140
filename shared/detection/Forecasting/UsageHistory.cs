namespace Pipeline.Detection.Forecasting;

/// <summary>The used share of a limit in bins of equal width without a gap, the newest of them.</summary>
/// <remarks>A bin's number counts widths since the beginning of time. Single precision: 1e-7 of the limit.</remarks>
internal sealed class UsageHistory(int capacity)
{
    private readonly float[] _ring = new float[capacity];
    private int _count;

    /// <summary>The newest bin; meaningless when empty.</summary>
    public long Newest { get; private set; }

    /// <summary>The oldest bin that is kept; meaningless when empty.</summary>
    public long Oldest => Newest - _count + 1;

    /// <summary>Whether nothing was added yet.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Mean share used in a bin.</summary>
    /// <param name="bin">Between <see cref="Oldest"/> and <see cref="Newest"/>.</param>
    public double this[long bin] => _ring[bin % capacity];

    public bool Has(long bin) => _count > 0 && bin >= Oldest && bin <= Newest;

    /// <summary>Median of a bin and the two before it, so that one odd bin moves nothing.</summary>
    public double Level(long bin)
    {
        var a = this[bin];
        if (!Has(bin - 2))
            return a;
        var (b, c) = (this[bin - 1], this[bin - 2]);
        return Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
    }

    /// <summary>Adds the bin after <see cref="Newest"/>, or the first one.</summary>
    /// <param name="bin">Its number.</param>
    /// <param name="share">Finite.</param>
    public void Add(long bin, double share)
    {
        _ring[bin % capacity] = (float)share;
        _count = Math.Min(_count + 1, capacity);
        Newest = bin;
    }

    public void Clear() => _count = 0;

    public void Scale(double factor)
    {
        for (var i = 0; i < capacity; i++)
            _ring[i] = (float)(_ring[i] * factor);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_count);
        writer.Write(Newest);
        for (var bin = Oldest; bin <= Newest && _count > 0; bin++)
            writer.Write(_ring[bin % capacity]);
    }

    public void Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        Newest = reader.ReadInt64();
        _count = Math.Min(count, capacity);
        for (var bin = Newest - count + 1; bin <= Newest; bin++)
        {
            var share = reader.ReadSingle();
            if (bin >= Oldest)
                _ring[bin % capacity] = share;
        }
    }
}
