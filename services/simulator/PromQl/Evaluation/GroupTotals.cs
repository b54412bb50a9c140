namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>What the values of a group come to.</summary>
internal interface IGroupTotal
{
    double Result { get; }

    void Add(double value);
}

/// <summary>The totals of the aggregation operators.</summary>
internal static class GroupTotals
{
    /// <summary>A fresh total for each group; null for operators that pick elements.</summary>
    public static Func<IGroupTotal>? Find(string op) => op switch
    {
        "sum" => () => new Fold((total, value) => total + value),
        "min" => () => new Fold((least, value) => value < least || double.IsNaN(least) ? value : least),
        "max" => () => new Fold((most, value) => value > most || double.IsNaN(most) ? value : most),
        "group" => () => new Count(1),
        "count" => () => new Count(double.PositiveInfinity),
        "avg" => () => new Mean(),
        "stdvar" => () => new Variance(),
        "stddev" => () => new Deviation(),
        _ => null,
    };

    /// <summary>The φ-quantile of a group.</summary>
    public static IGroupTotal Quantile(double q) => new QuantileTotal(q);

    private sealed class Fold(Func<double, double, double> fold) : IGroupTotal
    {
        private bool _begun;

        public double Result { get; private set; }

        public void Add(double value)
        {
            Result = _begun ? fold(Result, value) : value;
            _begun = true;
        }
    }

    private sealed class Count(double most) : IGroupTotal
    {
        public double Result { get; private set; }

        public void Add(double value) => Result = Math.Min(most, Result + 1);
    }

    private sealed class Mean : IGroupTotal
    {
        private double _count;

        public double Result { get; private set; }

        public void Add(double value)
        {
            _count++;
            if (!Statistics.IsSettled(Result, value))
                Result += (value / _count) - (Result / _count);
        }
    }

    private class Variance : IGroupTotal
    {
        private double _count;
        private double _mean;
        private double _squares;

        public virtual double Result => _squares / _count;

        public void Add(double value)
        {
            _count++;
            var distance = value - _mean;
            _mean += distance / _count;
            _squares += distance * (value - _mean);
        }
    }

    private sealed class Deviation : Variance
    {
        public override double Result => Math.Sqrt(base.Result);
    }

    private sealed class QuantileTotal(double q) : IGroupTotal
    {
        private readonly List<double> _values = [];

        public double Result => Statistics.Quantile(q, _values);

        public void Add(double value) => _values.Add(value);
    }
}
