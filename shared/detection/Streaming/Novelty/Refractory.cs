namespace Pipeline.Detection.Streaming.Novelty;

/// <summary>What is left of a novelty after what was new a short while ago: one news is told once, and a greater one again.</summary>
/// <remarks>
/// As a nerve's relative refractory period: the threshold jumps to 0.6 of the stimulus and decays exponentially, with a time constant of 5 % of
/// the history, between 20 and 300 values, because what a long quiet series shows deserves a longer look than the first hour of a new one.
/// </remarks>
public struct Refractory()
{
    private const double Share = 0.05;
    private const double Shortest = 20;
    private const double Longest = 300;
    private const double Gain = 0.6;
    private double _level;
    private int _seen;

    /// <summary>Takes the next novelty in.</summary>
    /// <returns>What of it is above the level, 0 or more.</returns>
    public double Push(double novelty)
    {
        if (_seen < Longest / Share)
            _level *= 1 - (1 / Math.Max(Share * _seen++, Shortest));
        else
            _level *= 1 - (1 / Longest);
        var fresh = Math.Max(0, novelty - (Gain * _level));
        _level = Math.Max(_level, novelty);
        return fresh;
    }

    /// <summary>Writes the state.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(_level);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _level = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}
