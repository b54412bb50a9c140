using BenchmarkDotNet.Attributes;
using Pipeline.Detection.Streaming;

namespace Pipeline.Benchmarks;

/// <summary>The price of one value of a warm series: the whole bank, all families and the calibrated score.</summary>
/// <remarks>The baseline is what a C programmer would write first: a z-score against a running mean and variance.</remarks>
[MemoryDiagnoser]
public class Detection
{
    private const int Values = 10_000;
    private const double Step = 60;
    private readonly double[] _values = new double[Values];
    private readonly StreamingBank _bank = new(StreamingOptions.Default);
    private readonly MemoryStream _state = new();
    private double _seconds;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Values; i++)
            _values[i] = 100 + (20 * Math.Sin(2 * Math.PI * i / 1440)) + (5 * random.NextDouble());
        Whole_bank();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Values)]
    public double Plain_loop()
    {
        double mean = 0, variance = 1, sum = 0;
        foreach (var value in _values)
        {
            var residual = value - mean;
            sum += Math.Abs(residual) / Math.Sqrt(variance);
            mean += 0.01 * residual;
            variance += 0.01 * ((residual * residual) - variance);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public double Whole_bank()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += _bank.Push(_seconds += Step, value).Score;
        return sum;
    }

    /// <summary>What a checkpoint pays for a series; the answer is the bytes of its state.</summary>
    [Benchmark]
    public long Store()
    {
        _state.SetLength(0);
        using var writer = new BinaryWriter(_state, System.Text.Encoding.UTF8, leaveOpen: true);
        _bank.Write(writer);
        writer.Flush();
        return _state.Length;
    }
}
