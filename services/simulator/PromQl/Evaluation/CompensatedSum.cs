namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>A sum that keeps what rounding loses (Kahan, Babuška and Neumaier).</summary>
internal struct CompensatedSum
{
    private double _lost;

    /// <summary>The sum with what was lost.</summary>
    public readonly double Value => Sum + _lost;

    /// <summary>The sum without it.</summary>
    public double Sum { get; private set; }

    public void Add(double value)
    {
        var total = Sum + value;
        _lost += Math.Abs(Sum) >= Math.Abs(value) ? Sum - total + value : value - total + Sum;
        Sum = total;
    }
}
