namespace Pipeline.Detection;

/// <summary>One value of a series at a time.</summary>
/// <param name="At">On the source's clock.</param>
/// <param name="Value">Finite, in the series' unit.</param>
public readonly record struct Sample(DateTimeOffset At, double Value);
