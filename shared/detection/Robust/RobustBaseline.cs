namespace Pipeline.Detection.Robust;

/// <summary>The newest learned samples of a series, with their median and robust spread.</summary>
/// <remarks>Adding costs O(capacity) moves and no allocation; so does the spread.</remarks>
public sealed class RobustBaseline
{
    private readonly double[] _arrived;
    private readonly double[] _sorted;
    private int _oldest;

    /// <summary>An empty baseline.</summary>
    /// <param name="capacity">Number of samples kept, 8 or more.</param>
    public RobustBaseline(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 8);
        _arrived = new double[capacity];
        _sorted = new double[capacity];
    }

    /// <summary>How many samples are kept at most.</summary>
    public int Capacity => _arrived.Length;

    /// <summary>How many samples there are.</summary>
    public int Count { get; private set; }

    /// <summary>Median of the samples; the mean of the two middle ones when their number is even.</summary>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    public double Median
    {
        get
        {
            if (Count == 0)
                throw new InvalidOperationException("A baseline without samples has no median.");
            return Middle(_sorted[(Count - 1) / 2], _sorted[Count / 2]);
        }
    }

    /// <summary>Adds a sample; the oldest leaves when the baseline is full.</summary>
    /// <param name="value">Finite.</param>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"A baseline takes finite samples only, not {value}.", nameof(value));
        if (Count == Capacity)
        {
            Remove(_arrived[_oldest]);
            _arrived[_oldest] = value;
            _oldest = (_oldest + 1) % Capacity;
        }
        else
        {
            _arrived[(_oldest + Count) % Capacity] = value;
        }

        Insert(value);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_oldest, Count) = (0, 0);

    /// <summary>Median absolute deviation from the median; not scaled, 0 without samples.</summary>
    public double MedianAbsoluteDeviation()
    {
        if (Count == 0)
            return 0;
        var median = Median;
        var values = Sorted;
        var above = values.BinarySearch(median);
        above = above < 0 ? ~above : above;
        var below = above - 1;
        var (previous, current) = (0.0, 0.0);
        for (var taken = 0; taken <= Count / 2; taken++) // deviations in rising order, from the median outwards
        {
            previous = current;
            var takeAbove = below < 0 || (above < Count && values[above] - median <= median - values[below]);
            current = takeAbove ? values[above++] - median : median - values[below--];
        }

        return Count % 2 == 1 ? current : Middle(previous, current);
    }

    /// <summary>Robust standard deviation: what the MAD says, or the range of the middle three fifths when that says more.</summary>
    /// <returns>In the samples' unit, not negative; the mean absolute deviation decides when both are 0.</returns>
    /// <remarks>
    /// The range is for series that visit two levels or come in bursts: their MAD sees the quieter half only. For a
    /// normal distribution the two agree. Up to a fifth of the samples may be outliers on one side.
    /// </remarks>
    public double Sigma()
    {
        if (Count == 0)
            return 0;
        var cut = Count / 5;
        var byRange = (Sorted[Count - 1 - cut] - Sorted[cut]) / RobustScore.MiddleRangePerSigma;
        var sigma = Math.Max(MedianAbsoluteDeviation() / RobustScore.MadPerSigma, byRange);
        return sigma > 0 ? sigma : MeanAbsoluteDeviation() * RobustScore.SigmaPerMeanDeviation;
    }

    /// <summary>Writes the samples in order of arrival.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        for (var i = 0; i < Count; i++)
            writer.Write(_arrived[(_oldest + i) % Capacity]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the newest that fit are kept.</summary>
    public void Read(BinaryReader reader)
    {
        Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
            Add(reader.ReadDouble());
    }

    private Span<double> Sorted => _sorted.AsSpan(0, Count);

    private static double Middle(double a, double b) => a + ((b - a) / 2); // a + b may overflow

    private double MeanAbsoluteDeviation()
    {
        var (median, sum) = (Median, 0.0);
        foreach (var value in Sorted)
            sum += Math.Abs(value - median) / Count;
        return sum;
    }

    private void Insert(double value)
    {
        var index = Sorted.BinarySearch(value);
        index = index < 0 ? ~index : index;
        Array.Copy(_sorted, index, _sorted, index + 1, Count - index);
        _sorted[index] = value;
        Count++;
    }

    private void Remove(double value)
    {
        var index = Sorted.BinarySearch(value);
        Array.Copy(_sorted, index + 1, _sorted, index, Count - index - 1);
        Count--;
    }
}
