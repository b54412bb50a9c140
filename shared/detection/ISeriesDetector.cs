using Pipeline.Contracts;

namespace Pipeline.Detection;

/// <summary>One way to see that a series is sick. It judges samples; how long a verdict must hold is the alarm's matter.</summary>
/// <remarks>
/// Causal and deterministic: a verdict depends on what was learned before the sample and on nothing else. The owner
/// decides what is learned, so that an anomaly does not become its own baseline.
/// </remarks>
public interface ISeriesDetector
{
    /// <summary>Unique among the detectors of a series and stored with their state: never changes its meaning.</summary>
    string Name { get; }

    /// <summary>How urgent a symptom is that this detector sees.</summary>
    Severity Severity { get; }

    /// <summary>Judges a sample; changes nothing.</summary>
    Judgement Judge(Sample sample);

    /// <summary>Takes a sample, later than all learned before, into what counts as normal.</summary>
    void Learn(Sample sample);

    /// <summary>Regards a level that stayed as the new normal.</summary>
    /// <param name="level">Samples since the level began, oldest first.</param>
    /// <returns>False when nothing was learned: too few samples, or the newest is unusual among them too.</returns>
    bool TryAccept(ReadOnlySpan<Sample> level);

    /// <summary>Writes what was learned.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote, perhaps under other settings.</summary>
    void Read(BinaryReader reader);
}
