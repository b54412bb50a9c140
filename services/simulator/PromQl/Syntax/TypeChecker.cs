namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Refuses expressions whose parts do not fit together.</summary>
internal sealed class TypeChecker
{
    private readonly string _query;

    private TypeChecker(string query) => _query = query;

    /// <exception cref="SyntaxException">Something does not fit.</exception>
    public static void Check(string query, Expression expression) => new TypeChecker(query).Check(expression);

    private void Check(Expression expression)
    {
        switch (expression)
        {
            case Expression.Selector selector:
                if (selector.Matchers.All(m => m.Accepts("")))
                    throw Error(selector.Position, "vector selector must contain at least one non-empty matcher");
                break;
            case Expression.RangeSelector range:
                Check(range.Series);
                break;
            case Expression.Subquery subquery:
                Check(subquery.Inner);
                if (subquery.Inner.Type != ResultType.Vector)
                    throw Error(subquery.Position, $"subquery is only allowed on instant vector, got {subquery.Inner.Type.Short()} instead");
                break;
            case Expression.FunctionCall call:
                CheckCall(call);
                break;
            case Expression.Aggregate aggregate:
                Expect(aggregate.Inner, ResultType.Vector, "aggregation expression");
                if (aggregate.Parameter is { } parameter)
                    Expect(parameter, aggregate.Operator == "count_values" ? ResultType.Text : ResultType.Scalar, "aggregation parameter");
                break;
            case Expression.Binary binary:
                CheckBinary(binary);
                break;
            case Expression.Unary unary:
                Check(unary.Inner);
                if (unary.Inner.Type is not (ResultType.Scalar or ResultType.Vector))
                {
                    throw Error(
                        unary.Position,
                        "unary expression only allowed on expressions of type scalar or instant vector, got " +
                        GoString.Quote(unary.Inner.Type.Documented()));
                }
                break;
            case Expression.Parenthesized parenthesized:
                Check(parenthesized.Inner);
                break;
        }
    }

    private void CheckCall(Expression.FunctionCall call)
    {
        var (function, given) = (call.Function, call.Arguments.Count);
        var name = GoString.Quote(function.Name);
        var most = function.Arguments.Count;
        var least = function.Optional == 0 ? most : most - 1;
        if (function.Optional == 0 && given != most)
            throw Error(call.Position, $"expected {most} argument(s) in call to {name}, got {given}");
        if (given < least)
            throw Error(call.Position, $"expected at least {least} argument(s) in call to {name}, got {given}");
        if (function.Optional > 0 && given > most)
            throw Error(call.Position, $"expected at most {most} argument(s) in call to {name}, got {given}");
        for (var i = 0; i < given; i++)
            Expect(call.Arguments[i], function.ArgumentAt(i), $"call to function {name}");
    }

    private void CheckBinary(Expression.Binary binary)
    {
        var (op, left, right, matching) = (binary.Operator, binary.Left, binary.Right, binary.Matching);
        Check(left);
        Check(right);
        if (binary.ReturnsBool && !Operators.IsComparison(op))
            throw Error(binary.OperatorPosition, "bool modifier can only be used on comparison operators");
        var scalars = left.Type == ResultType.Scalar && right.Type == ResultType.Scalar;
        if (Operators.IsComparison(op) && !binary.ReturnsBool && scalars)
            throw Error(binary.OperatorPosition, "comparisons between scalars must use BOOL modifier");
        if (matching.IsOn && matching.Labels.FirstOrDefault(matching.Include.Contains) is { } twice)
            throw Error(binary.OperatorPosition, $"label {GoString.Quote(twice)} must not occur in ON and GROUP clause at once");
        foreach (var side in (Expression[])[left, right])
        {
            if (side.Type is not (ResultType.Scalar or ResultType.Vector))
                throw Error(side.Position, "binary expression must contain only scalar and instant vector types");
        }
        var vectors = left.Type == ResultType.Vector && right.Type == ResultType.Vector;
        if (!vectors && matching.Labels.Count > 0)
            throw Error(binary.Position, "vector matching only allowed between instant vectors");
        if (vectors && Operators.IsSet(op) && matching.Grouping != MatchGrouping.OneToOne)
            throw Error(binary.Position, $"no grouping allowed for {GoString.Quote(op)} operation");
        if (!vectors && Operators.IsSet(op))
            throw Error(binary.Position, $"set operator {GoString.Quote(op)} not allowed in binary scalar expression");
    }

    private void Expect(Expression expression, ResultType wanted, string context)
    {
        Check(expression);
        if (expression.Type != wanted)
        {
            throw Error(
                expression.Position, $"expected type {wanted.Documented()} in {context}, got {expression.Type.Documented()}");
        }
    }

    private SyntaxException Error(int position, string problem) => new(_query, position, problem);
}
