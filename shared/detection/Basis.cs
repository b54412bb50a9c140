namespace Pipeline.Detection;

/// <summary>What a baseline is taken from.</summary>
/// <param name="Samples">How many samples it is the median of; 0 when it is the level at the same time of yesterday.</param>
public readonly record struct Basis(int Samples)
{
    /// <summary>The level at the same time of yesterday.</summary>
    public static Basis Yesterday => new(0);
}
