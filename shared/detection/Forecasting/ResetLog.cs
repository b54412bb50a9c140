namespace Pipeline.Detection.Forecasting;

/// <summary>Finds the resets of a saw-tooth and remembers the newest of them.</summary>
internal sealed class ResetLog
{
    private const int Kept = 12;

    /// <summary>A fall below this share of the limit is no reset.</summary>
    private const double SmallestFall = 0.01;

    /// <summary>A fall counts from so many deviations of the noise.</summary>
    private const double Deviations = 8;

    /// <summary>What leaves most of a tooth standing is no end of it.</summary>
    private const double SmallestPart = 0.3;

    /// <summary>The next tooth may last, or rise, so much longer than those known before it is a growth of its own.</summary>
    private const double Patience = 1.25;

    private const double Margin = 0.01;
    private const int DaysRemembered = 28;

    private readonly List<Reset> _resets = new(Kept);
    private double _top;
    private double _start;
    private long _first;

    public IReadOnlyList<Reset> All => _resets;

    /// <summary>Where the tooth that is growing began.</summary>
    public long TeethSince => _resets.Count > 0 ? _resets[^1].Bin : _first;

    /// <summary>Bins of the longest tooth; 0 without any.</summary>
    public long Longest { get; private set; }

    /// <summary>Bins of a tooth in the middle of them; 0 without any.</summary>
    public double Typical { get; private set; }

    /// <summary>Looks at the newest bin.</summary>
    /// <param name="history">With at least one bin.</param>
    /// <param name="noise">Of its bins.</param>
    public void Observe(UsageHistory history, double noise)
    {
        var (now, share) = (history.Newest, history[history.Newest]);
        if (history.Oldest == now)
            (_first, _start, _top) = (now, share, share);
        if (history.Has(now - 2))
        {
            var peak = Math.Max(history[now - 1], history[now - 2]);
            if (peak - share > Math.Max(Deviations * noise, SmallestFall))
                Fell(now, peak, share);
        }

        _top = Math.Max(_top, share);
    }

    /// <summary>Whether what grows now is a tooth like those before: not longer, or not higher.</summary>
    public bool IsInTooth(UsageHistory history, double noise, int day)
    {
        var age = history.Newest - TeethSince;
        if (_resets.Count == 0 || age > DaysRemembered * day)
            return false;
        var highest = 0.0;
        foreach (var reset in _resets)
            highest = Math.Max(highest, reset.Top);
        return age <= Patience * Longest || history[history.Newest] <= highest + Margin + (3 * noise);
    }

    public void Clear()
    {
        _resets.Clear();
        (Longest, Typical) = (0, 0);
    }

    public void Scale(double factor)
    {
        (_top, _start) = (_top * factor, _start * factor);
        for (var i = 0; i < _resets.Count; i++)
            _resets[i] = _resets[i] with { Top = (float)(_resets[i].Top * factor), Bottom = (float)(_resets[i].Bottom * factor) };
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_top);
        writer.Write(_start);
        writer.Write(_first);
        writer.Write(_resets.Count);
        foreach (var reset in _resets)
        {
            writer.Write(reset.Bin);
            writer.Write(reset.Top);
            writer.Write(reset.Bottom);
        }
    }

    public void Read(BinaryReader reader)
    {
        Clear();
        (_top, _start, _first) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64());
        for (var left = reader.ReadInt32(); left > 0; left--)
            _resets.Add(new Reset(reader.ReadInt64(), reader.ReadSingle(), reader.ReadSingle()));
        Measure();
    }

    private void Fell(long now, double peak, double share)
    {
        if (_resets.Count > 0 && now - TeethSince <= 2) // the same fall goes on
            _resets[^1] = _resets[^1] with { Bin = now, Bottom = (float)share };
        else if (peak - share > SmallestPart * (_top - (_resets.Count > 0 ? _resets[^1].Bottom : _start)))
            Keep(new Reset(now, (float)_top, (float)share));
        else
            return;
        _top = share;
        Measure();
    }

    private void Keep(Reset reset)
    {
        if (_resets.Count == Kept)
        {
            _first = _resets[0].Bin;
            _resets.RemoveAt(0);
        }

        _resets.Add(reset);
    }

    private void Measure()
    {
        if (_resets.Count == 0)
            return;
        Longest = _resets[0].Bin - _first;
        Span<long> lengths = stackalloc long[Kept];
        for (var i = 1; i < _resets.Count; i++)
        {
            lengths[i - 1] = _resets[i].Bin - _resets[i - 1].Bin;
            Longest = Math.Max(Longest, lengths[i - 1]);
        }

        var teeth = lengths[..(_resets.Count - 1)];
        teeth.Sort();
        Typical = teeth.IsEmpty ? Longest : (teeth[(teeth.Length - 1) / 2] + teeth[teeth.Length / 2]) / 2.0;
    }
}
