namespace Pipeline.Detection.Forecasting;

/// <summary>
/// Finds rises that begin and end at once, and tells those that come back (a nightly batch) from one that does not (a restored
/// backup), which says nothing of the days to come.
/// </summary>
internal sealed class JumpLog
{
    private const int Kept = 24;

    /// <summary>A rise below this share of the limit is no jump.</summary>
    private const double SmallestRise = 0.015;

    private const double Deviations = 8;

    /// <summary>Before and behind a jump, the course moves less than this part of it.</summary>
    private const double Stillness = 0.25;

    /// <summary>It came back when one at the same time of another day has at least this part of its size.</summary>
    private const double SimilarSize = 0.3;

    /// <summary>So many similar ones in three days are batches at odd times: a way to grow, too.</summary>
    private const int OddBatches = 2;

    /// <summary>Bins by which the same time of day may differ.</summary>
    private const long SameTime = 3;

    private readonly List<(long Bin, float Size)> _jumps = new(Kept);
    private (long Bin, float Size)? _perhaps;

    /// <summary>Looks at the newest bin.</summary>
    public void Observe(UsageHistory history, double noise)
    {
        _perhaps = null;
        var now = history.Newest;
        if (!history.Has(now - 6))
            return;
        for (var lag = 0; lag <= 2; lag++)
        {
            var at = now - lag;
            var size = history[at] - history[at - 2];
            var before = Math.Abs(history[at - 2] - history[at - 4]);
            var after = Math.Abs(history[now] - history[at]);
            if (size <= Math.Max(Deviations * noise, SmallestRise) || before >= Stillness * size || after >= (Stillness * size) + (2 * noise))
                continue;
            if (_jumps.Count > 0 && at - _jumps[^1].Bin <= 4)
                continue;
            if (lag < 2)
                _perhaps = (at, (float)size); // whether it stays so is not known yet
            else
                Keep(at, (float)size);
        }
    }

    /// <summary>How much of the course between a bin and the newest, and of the bins between, are jumps that did not come back.</summary>
    /// <param name="from">A day before the newest bin.</param>
    /// <param name="day">Bins of a day.</param>
    /// <param name="offsets">Filled: [i] belongs to bin <paramref name="from"/> + i.</param>
    public void Singular(long from, int day, Span<double> offsets)
    {
        offsets.Clear();
        foreach (var jump in _jumps)
        {
            if (jump.Bin >= from && !CameBack(jump, day))
                Lift(offsets, jump, from);
        }

        if (_perhaps is { } perhaps && !CameBack(perhaps, day))
            Lift(offsets, perhaps, from);
    }

    public void Clear()
    {
        _jumps.Clear();
        _perhaps = null;
    }

    public void Scale(double factor)
    {
        for (var i = 0; i < _jumps.Count; i++)
            _jumps[i] = (_jumps[i].Bin, (float)(_jumps[i].Size * factor));
        _perhaps = _perhaps is { } perhaps ? (perhaps.Bin, (float)(perhaps.Size * factor)) : null;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_jumps.Count);
        foreach (var (bin, size) in _jumps)
        {
            writer.Write(bin);
            writer.Write(size);
        }

        writer.Write(_perhaps?.Bin ?? 0);
        writer.Write(_perhaps?.Size ?? 0);
    }

    public void Read(BinaryReader reader)
    {
        Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
            _jumps.Add((reader.ReadInt64(), reader.ReadSingle()));
        (long Bin, float Size) perhaps = (reader.ReadInt64(), reader.ReadSingle());
        _perhaps = perhaps.Size > 0 ? perhaps : null;
    }

    private static void Lift(Span<double> offsets, (long Bin, float Size) jump, long from)
    {
        for (var i = Math.Max(0, (int)(jump.Bin - 1 - from)); i < offsets.Length; i++)
            offsets[i] += jump.Size;
    }

    private bool CameBack((long Bin, float Size) jump, int day)
    {
        var similar = 0;
        foreach (var (bin, size) in _jumps)
        {
            var apart = Math.Abs(jump.Bin - bin);
            if (apart == 0 || apart > 3 * day || size <= SimilarSize * jump.Size)
                continue;
            similar++;
            if (similar >= OddBatches || Math.Abs(apart - day) <= SameTime || Math.Abs(apart - (2 * day)) <= SameTime)
                return true;
        }

        return false;
    }

    private void Keep(long bin, float size)
    {
        if (_jumps.Count == Kept)
            _jumps.RemoveAt(0);
        _jumps.Add((bin, size));
    }
}
