namespace Pipeline.Prometheus;

/// <summary>One value of a series.</summary>
/// <param name="Time">To the millisecond.</param>
/// <param name="Value">May be NaN or infinite: Prometheus gives both.</param>
public readonly record struct Sample(DateTimeOffset Time, double Value);
