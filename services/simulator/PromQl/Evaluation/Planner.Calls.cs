using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>The functions that give a vector.</summary>
internal sealed partial class Planner
{
    private VectorNode Call(Expression.FunctionCall call, long from, long to)
    {
        var (name, arguments) = (call.Function.Name, call.Arguments);
        if (WindowFunctions.Find(name) is { } ofWindow)
            return new MatrixFunction(Matrix(arguments[0], from, to), _ => ofWindow, keepsName: name == "last_over_time");
        if (ElementFunctions.Find(name) is { } ofElement)
            return new MappedVector(Vector(arguments[0], from, to), _ => value => ofElement(value));
        if (ElementFunctions.FindOfDate(name) is { } ofDate)
            return new MappedVector(VectorOrTime(arguments, from, to), _ => value => ofDate(value));
        return name switch
        {
            "vector" => new VectorOfScalar(Scalar(arguments[0], from, to)),
            "sort" or "sort_desc" => new SortedVector(Vector(arguments[0], from, to), name == "sort_desc"),
            "timestamp" => Timestamp(arguments[0], from, to),
            "absent" or "absent_over_time" => Absent(arguments[0], from, to),
            "clamp" => Clamp(arguments, Scalar(arguments[1], from, to), Scalar(arguments[2], from, to), from, to),
            "clamp_min" => Clamp(arguments, Scalar(arguments[1], from, to), null, from, to),
            "clamp_max" => Clamp(arguments, null, Scalar(arguments[1], from, to), from, to),
            "round" => Round(arguments, from, to),
            "histogram_quantile" => new HistogramQuantile(Scalar(arguments[0], from, to), Vector(arguments[1], from, to)),
            "quantile_over_time" => QuantileOverTime(arguments, from, to),
            "predict_linear" => PredictLinear(arguments, from, to),
            "holt_winters" => HoltWinters(arguments, from, to),
            "label_replace" => new RelabelledVector(
                Vector(arguments[0], from, to),
                LabelFunctions.Replace(Text(arguments[1]), Text(arguments[2]), Text(arguments[3]), Text(arguments[4]))),
            "label_join" => new RelabelledVector(
                Vector(arguments[0], from, to),
                LabelFunctions.Join(Text(arguments[1]), Text(arguments[2]), [.. arguments.Skip(3).Select(Text)])),
            _ => throw Unplanned(call),
        };
    }

    private VectorNode VectorOrTime(IReadOnlyList<Expression> arguments, long from, long to) =>
        arguments.Count > 0 ? Vector(arguments[0], from, to) : new VectorOfScalar(new ComputedScalar(time => time / 1000.0));

    private MappedVector Timestamp(Expression argument, long from, long to)
    {
        while (argument is Expression.Parenthesized parenthesized)
            argument = parenthesized.Inner;
        return argument is Expression.Selector selector // only a selector's samples have times of their own
            ? new MappedVector(Selected(selector, from, to, sample => sample.Time / 1000.0), _ => seconds => seconds)
            : new MappedVector(Vector(argument, from, to), time => _ => time / 1000.0);
    }

    private AbsentVector Absent(Expression argument, long from, long to)
    {
        var labels = LabelFunctions.OfAbsent(argument);
        if (argument.Type == ResultType.Matrix)
        {
            var matrix = Matrix(argument, from, to);
            return new AbsentVector(time => matrix.At(time).Count > 0, labels);
        }
        var vector = Vector(argument, from, to);
        return new AbsentVector(time => vector.At(time).Count > 0, labels);
    }

    private MappedVector Clamp(IReadOnlyList<Expression> arguments, ScalarNode? least, ScalarNode? most, long from, long to) =>
        new(Vector(arguments[0], from, to), time =>
        {
            var min = least?.At(time) ?? double.NegativeInfinity;
            var max = most?.At(time) ?? double.PositiveInfinity;
            return value => max < min ? null : Math.Max(min, Math.Min(max, value));
        });

    private MappedVector Round(IReadOnlyList<Expression> arguments, long from, long to)
    {
        var nearest = arguments.Count > 1 ? Scalar(arguments[1], from, to) : new ComputedScalar(_ => 1);
        return new MappedVector(Vector(arguments[0], from, to), time =>
        {
            var multiple = nearest.At(time);
            return value => ElementFunctions.Round(value, multiple);
        });
    }

    private MatrixFunction QuantileOverTime(IReadOnlyList<Expression> arguments, long from, long to)
    {
        var quantile = Scalar(arguments[0], from, to);
        return new MatrixFunction(
            Matrix(arguments[1], from, to),
            time =>
            {
                var q = quantile.At(time);
                return window => WindowFunctions.Quantile(window, q);
            },
            keepsName: false);
    }

    private MatrixFunction PredictLinear(IReadOnlyList<Expression> arguments, long from, long to)
    {
        var duration = Scalar(arguments[1], from, to);
        return new MatrixFunction(
            Matrix(arguments[0], from, to),
            time =>
            {
                var seconds = duration.At(time);
                return window => WindowFunctions.PredictLinear(window, time, seconds);
            },
            keepsName: false);
    }

    private MatrixFunction HoltWinters(IReadOnlyList<Expression> arguments, long from, long to)
    {
        var (smoothing, trend) = (Scalar(arguments[1], from, to), Scalar(arguments[2], from, to));
        return new MatrixFunction(
            Matrix(arguments[0], from, to),
            time =>
            {
                var (level, slope) = (smoothing.At(time), trend.At(time));
                return window => WindowFunctions.HoltWinters(window, level, slope);
            },
            keepsName: false);
    }
}
