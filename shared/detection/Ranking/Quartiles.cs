namespace Pipeline.Detection.Ranking;

/// <summary>The values below which a quarter, half and three quarters of others are.</summary>
internal readonly record struct Quartiles(double Lower, double Median, double Upper);
