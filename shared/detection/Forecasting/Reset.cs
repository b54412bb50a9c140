namespace Pipeline.Detection.Forecasting;

/// <summary>The end of a saw's tooth: a clean-up, a restart, a garbage collection, a rotated log.</summary>
/// <param name="Bin">When.</param>
/// <param name="Top">Highest share before it.</param>
/// <param name="Bottom">Share behind it.</param>
internal readonly record struct Reset(long Bin, float Top, float Bottom);
