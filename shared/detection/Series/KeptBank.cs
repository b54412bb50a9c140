using System.Text;
using Pipeline.Detection.Streaming;

namespace Pipeline.Detection.Series;

/// <summary>The streaming bank of a series. Its state is large, so it is stored now and then; what came since is pushed again from the newest samples.</summary>
/// <remarks>That gives the same state as if it had been stored each time: all that came since is kept in <see cref="RecentSamples"/>, or it is due.</remarks>
public sealed class KeptBank(StreamingOptions options, RecentSamples recent)
{
    /// <summary>Samples after which the state is due to be stored; less where fewer samples are kept.</summary>
    private const int Interval = 30;

    private StreamingBank _bank = new(options);
    private DateTimeOffset _storedAt = DateTimeOffset.MinValue;
    private int _unstored;

    /// <summary>What it says of the newest sample.</summary>
    public StreamingVerdict Verdict => _bank.Verdict;

    /// <summary>Values that it has learned.</summary>
    public int Seen { get; private set; }

    /// <summary>Why the newest sample has its score.</summary>
    public StreamingReason Explain() => _bank.Explain();

    /// <summary>Judges a sample that is already the newest of the recent ones, and learns it.</summary>
    public void Push(Sample sample)
    {
        _bank.Push(sample.At, sample.Value);
        (Seen, _unstored) = (Seen + 1, _unstored + 1);
    }

    /// <summary>The state, when it is due to be stored; null when it is not.</summary>
    public byte[]? TakeIfDue()
    {
        if (recent.Count == 0 || _unstored == 0 || (_storedAt >= recent.Oldest && _unstored < Math.Min(Interval, recent.Capacity / 2)))
            return null;
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(recent.Newest.UtcTicks);
            writer.Write(Seen);
            _bank.Write(writer);
        }

        (_storedAt, _unstored) = (recent.Newest, 0);
        return bytes.ToArray();
    }

    /// <summary>Goes on from a stored state and the recent samples, which were read already. Without a readable state it begins with those.</summary>
    public void Restore(byte[]? state)
    {
        (_bank, Seen, _unstored, _storedAt) = (new StreamingBank(options), 0, 0, DateTimeOffset.MinValue);
        if (state is not null)
            Read(state);
        foreach (var sample in recent.Last(recent.Count).Where(sample => sample.At > _storedAt))
            Push(sample);
    }

    private void Read(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state), Encoding.UTF8);
        var (storedAt, seen) = (new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadInt32());
        try
        {
            _bank.Read(reader);
            (_storedAt, Seen) = (storedAt, seen);
        }
        catch (InvalidDataException) // another version wrote it: the series is learned anew
        {
            _bank = new StreamingBank(options);
        }
    }
}
