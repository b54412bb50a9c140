using BenchmarkDotNet.Attributes;
using Pipeline.Detection.Multivariate;

namespace Pipeline.Benchmarks;

/// <summary>A row of an entity with 38 metrics, judged by a warm detector between two fits.</summary>
/// <remarks>The baseline only adds the row up.</remarks>
[MemoryDiagnoser]
public class RowScoring
{
    private const int Columns = 38;
    private const int History = 8_640;
    private const int Ring = 512;
    private readonly double[] _shares = new double[Columns];
    private readonly double[][] _rows = [.. Enumerable.Range(0, Ring).Select(Row)];
    private readonly ReconstructionDetector _detector = new(Columns);
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < History; i++)
            _detector.Observe(_rows[i % Ring], _shares);
    }

    [Benchmark(Baseline = true)]
    public double Add_up() => _rows[_next++ % Ring].Sum();

    [Benchmark]
    public double Judge() => _detector.Observe(_rows[_next++ % Ring], _shares).Score;

    private static double[] Row(int i) =>
        [.. Enumerable.Range(0, Columns).Select(c => 0.4 + (0.1 * Math.Sin((i + c) / 40.0)) + (0.02 * Math.Cos((i * 7.3) + (c * c))))];
}
