using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>A piece of a query. Closed: the records nested here are all there are.</summary>
/// <param name="Position">Where it starts, in characters.</param>
public abstract record Expression(int Position)
{
    /// <summary>What it gives.</summary>
    public abstract ResultType Type { get; }

    /// <summary>A number.</summary>
    public sealed record Number(int Position, double Value) : Expression(Position)
    {
        public override ResultType Type => ResultType.Scalar;
    }

    /// <summary>A text.</summary>
    public sealed record Text(int Position, string Value) : Expression(Position)
    {
        public override ResultType Type => ResultType.Text;
    }

    /// <summary>The newest samples of the series that match.</summary>
    public sealed record Selector(int Position, string Name, IReadOnlyList<LabelMatcher> Matchers, TimeShift Shift) : Expression(Position)
    {
        public override ResultType Type => ResultType.Vector;
    }

    /// <summary>The samples of a while of the series that match.</summary>
    /// <param name="Range">In ms.</param>
    public sealed record RangeSelector(int Position, Selector Series, long Range) : Expression(Position)
    {
        public override ResultType Type => ResultType.Matrix;
    }

    /// <summary>What an expression gave at the multiples of a step in a while.</summary>
    /// <param name="Range">In ms.</param>
    /// <param name="Step">In ms; null for the engine's own.</param>
    public sealed record Subquery(int Position, Expression Inner, long Range, long? Step, TimeShift Shift) : Expression(Position)
    {
        public override ResultType Type => ResultType.Matrix;
    }

    /// <summary>A function of arguments.</summary>
    public sealed record FunctionCall(int Position, FunctionSignature Function, IReadOnlyList<Expression> Arguments) : Expression(Position)
    {
        public override ResultType Type => Function.Returns;
    }

    /// <summary>An aggregation of a vector into groups.</summary>
    /// <param name="Operator">"sum" …</param>
    /// <param name="Parameter">Of topk, bottomk, quantile and count_values.</param>
    /// <param name="Grouping">The labels of by or without.</param>
    /// <param name="Without">Whether they are those left out.</param>
    public sealed record Aggregate(
        int Position, string Operator, Expression? Parameter, Expression Inner, IReadOnlyList<string> Grouping, bool Without) : Expression(Position)
    {
        public override ResultType Type => ResultType.Vector;
    }

    /// <summary>An operator between two expressions.</summary>
    public sealed record Binary(
        int Position, int OperatorPosition, string Operator, Expression Left, Expression Right, bool ReturnsBool, VectorMatching Matching)
        : Expression(Position)
    {
        public override ResultType Type =>
            Left.Type == ResultType.Scalar && Right.Type == ResultType.Scalar ? ResultType.Scalar : ResultType.Vector;
    }

    /// <summary>A sign in front.</summary>
    public sealed record Unary(int Position, bool Negates, Expression Inner) : Expression(Position)
    {
        public override ResultType Type => Inner.Type;
    }

    /// <summary>An expression in parentheses.</summary>
    public sealed record Parenthesized(int Position, Expression Inner) : Expression(Position)
    {
        public override ResultType Type => Inner.Type;
    }
}
