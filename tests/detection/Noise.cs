namespace Pipeline.Detection.Tests;

/// <summary>Random values that are the same in every run.</summary>
/// <param name="seed">Of the generator.</param>
internal sealed class Noise(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Between 0 and 1.</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>Mean 0, deviation 1.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Mean 0, scale 1: heavier tails than the normal ones.</summary>
    public double Laplace() => (_random.NextDouble() < 0.5 ? 1 : -1) * Exponential();

    /// <summary>Mean 1.</summary>
    public double Exponential() => -Math.Log(1 - _random.NextDouble());

    /// <summary>Median 1: skewed, as latencies are.</summary>
    public double LogNormal() => Math.Exp(0.5 * Normal());
}
