using BenchmarkDotNet.Attributes;
using Pipeline.Detection.Ranking;

namespace Pipeline.Benchmarks;

/// <summary>A ranking case: 200 metrics of 25 services, 600 rows, half of them before it began.</summary>
/// <remarks>The baseline is the plain loop of N-sigma, without names, durations or words: mean and deviation before, largest distance after.</remarks>
[MemoryDiagnoser]
public class CauseRanking
{
    private const int Metrics = 200;
    private const int Rows = 600;
    private const int Fault = 300;
    private static readonly string[] Kinds = ["cpu", "mem", "disk", "rx", "tx", "latency-90", "error", "load"];
    private double[][] _columns = [];
    private MetricTable _table = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        _columns = [.. Enumerable.Range(0, Metrics).Select(n => Enumerable.Range(0, Rows).Select(i => 100 + (10 * random.NextDouble()) + (n == 17 && i >= Fault ? 80 : 0)).ToArray())];
        _table = new MetricTable(
            [.. Enumerable.Range(0, Rows).Select(i => (long)i)], [.. Enumerable.Range(0, Metrics).Select(n => $"service-{n / Kinds.Length}_{Kinds[n % Kinds.Length]}")], _columns);
    }

    [Benchmark(Baseline = true)]
    public double Plain_loop_of_n_sigma()
    {
        var most = 0.0;
        foreach (var column in _columns)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < Fault; i++)
            {
                sum += column[i];
                squares += column[i] * column[i];
            }

            var mean = sum / Fault;
            var deviation = Math.Sqrt((squares / Fault) - (mean * mean));
            for (var i = Fault; i < Rows; i++)
                most = Math.Max(most, Math.Abs(column[i] - mean) / deviation);
        }

        return most;
    }

    [Benchmark]
    public double[] Score() => CauseRanker.Score(_table, Fault, CallGraph.Unknown);

    [Benchmark]
    public Pipeline.Detection.Ranking.CauseRanking Rank() => CauseRanker.Rank(_table, Fault, CallGraph.Unknown);
}
