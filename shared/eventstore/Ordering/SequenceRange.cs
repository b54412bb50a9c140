namespace Pipeline.EventStore.Ordering;

/// <summary>Numbers of the global order, both ends included.</summary>
public readonly record struct SequenceRange(long First, long Last)
{
    public bool Covers(SequenceRange other) => First <= other.First && other.Last <= Last;

    public bool Contains(long sequence) => First <= sequence && sequence <= Last;
}
