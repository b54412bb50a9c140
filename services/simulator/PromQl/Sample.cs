namespace Pipeline.Simulator.PromQl;

/// <summary>One value of a series.</summary>
/// <param name="Time">In ms since 1970.</param>
/// <param name="Value">May be NaN or infinite.</param>
public readonly record struct Sample(long Time, double Value);
