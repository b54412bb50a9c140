namespace Pipeline.Detection.Robust;

/// <summary>The levels of the last day in half hours, to know again what happens at this time every day.</summary>
public sealed class DailyLevels
{
    private const int Buckets = 54; // 27 hours: a day and the neighbourhood of its beginning
    private const int Neighbourhood = 3; // half hours looked at before and behind this time yesterday
    private static readonly long BucketTicks = TimeSpan.FromMinutes(30).Ticks;
    private static readonly long BucketsPerDay = TimeSpan.TicksPerDay / BucketTicks;

    private readonly long[] _bucket = new long[Buckets];
    private readonly double[] _mean = new double[Buckets];
    private readonly int[] _count = new int[Buckets];

    /// <summary>Takes a normal sample into its half hour.</summary>
    public void Add(Sample sample)
    {
        var bucket = sample.At.UtcTicks / BucketTicks;
        var index = (int)(bucket % Buckets);
        if (_bucket[index] != bucket)
            (_bucket[index], _mean[index], _count[index]) = (bucket, 0, 0);
        _count[index]++;
        _mean[index] += (sample.Value - _mean[index]) / _count[index];
    }

    /// <summary>Lowest and highest half-hour mean within an hour and a half of this time yesterday; null when nothing is known of it.</summary>
    public (double Lowest, double Highest)? Yesterday(DateTimeOffset at)
    {
        var centre = (at.UtcTicks / BucketTicks) - BucketsPerDay;
        (double Lowest, double Highest)? range = null;
        for (var bucket = centre - Neighbourhood; bucket <= centre + Neighbourhood; bucket++)
        {
            var index = (int)(bucket % Buckets);
            if (_count[index] == 0 || _bucket[index] != bucket)
                continue;
            var mean = _mean[index];
            range = range is { } known ? (Math.Min(known.Lowest, mean), Math.Max(known.Highest, mean)) : (mean, mean);
        }

        return range;
    }

    /// <summary>Writes the levels that there are.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_count.Count(count => count > 0));
        for (var i = 0; i < Buckets; i++)
        {
            if (_count[i] == 0)
                continue;
            writer.Write(_bucket[i]);
            writer.Write(_mean[i]);
            writer.Write(_count[i]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Array.Clear(_count);
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var bucket = reader.ReadInt64();
            var index = (int)(bucket % Buckets);
            (_bucket[index], _mean[index], _count[index]) = (bucket, reader.ReadDouble(), reader.ReadInt32());
        }
    }
}
