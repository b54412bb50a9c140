namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>What moves the time a selector looks at: "offset 5m", "@ 1609746000", "@ end()".</summary>
/// <param name="Offset">In ms; null when none is written.</param>
/// <param name="At">A fixed time in ms.</param>
/// <param name="Anchor">A fixed time of the query.</param>
public readonly record struct TimeShift(long? Offset, long? At, TimeAnchor Anchor)
{
    /// <summary>Whether the time is the same at every step.</summary>
    public bool IsFixed => At is not null || Anchor != TimeAnchor.None;
}

/// <summary>A time that the query itself has.</summary>
public enum TimeAnchor
{
    None,
    Start,
    End,
}
