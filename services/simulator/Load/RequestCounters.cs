namespace Pipeline.Simulator.Load;

/// <summary>Counts the requests that one pod has answered for one service.</summary>
internal sealed class RequestCounters
{
    private const double Spread = 0.6;
    private readonly Dictionary<string, double> _byCode = new(StringComparer.Ordinal);
    private readonly double[] _buckets = new double[Bounds.Length];

    /// <summary>Upper bounds in s.</summary>
    public static double[] Bounds { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public IReadOnlyDictionary<string, double> ByCode => _byCode;

    /// <summary>Cumulative, one per bound.</summary>
    public IReadOnlyList<double> Buckets => _buckets;

    public double Sum { get; private set; }

    public double Count { get; private set; }

    /// <summary>Adds requests whose durations are spread around a mean as those of web servers are: log-normally.</summary>
    /// <param name="mean">In s.</param>
    public void Add(string code, double requests, double mean)
    {
        if (requests <= 0)
            return;
        _byCode[code] = _byCode.GetValueOrDefault(code) + requests;
        Count += requests;
        Sum += requests * mean;
        var centre = Math.Log(Math.Max(mean, 1e-4)) - (Spread * Spread / 2);
        for (var i = 0; i < Bounds.Length; i++)
            _buckets[i] += requests * Normal((Math.Log(Bounds[i]) - centre) / Spread);
    }

    /// <summary>Cumulative standard normal distribution; error below 1e-7 (Abramowitz and Stegun 26.2.17).</summary>
    private static double Normal(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
