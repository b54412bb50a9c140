using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Reads a query. Its refusals are worded and placed as Prometheus' own.</summary>
public sealed class Parser
{
    private const int MostNesting = 200;
    private readonly TokenReader _tokens;
    private readonly LiteralParser _literals;
    private readonly SelectorParser _selectors;
    private readonly GroupingParser _groupings;
    private readonly ModifierParser _modifiers;
    private int _depth;

    private Parser(string query)
    {
        _tokens = new TokenReader(query);
        _literals = new LiteralParser(_tokens);
        _selectors = new SelectorParser(_tokens, _literals);
        _groupings = new GroupingParser(_tokens);
        _modifiers = new ModifierParser(_tokens, _literals);
    }

    /// <summary>The expression of a query, its types checked.</summary>
    /// <exception cref="SyntaxException">It is none.</exception>
    public static Expression Parse(string query)
    {
        var parser = new Parser(query);
        if (parser._tokens.Current.Kind == TokenKind.End)
            throw parser._tokens.Error(0, "no expression found in input");
        var expression = parser.Expression(1);
        if (parser._tokens.Current.Kind != TokenKind.End)
            throw parser._tokens.Unexpected("", "");
        TypeChecker.Check(query, expression);
        return expression;
    }

    /// <summary>The matchers of a selector, as match[] of the API has them.</summary>
    /// <exception cref="SyntaxException">It is none.</exception>
    public static IReadOnlyList<LabelMatcher> ParseSelector(string text)
    {
        var parser = new Parser(text);
        if (!parser._selectors.IsNext)
            throw parser._tokens.Unexpected("", "");
        var selector = parser._selectors.Selector();
        if (parser._tokens.Current.Kind != TokenKind.End)
            throw parser._tokens.Unexpected("", "");
        TypeChecker.Check(text, selector);
        return selector.Matchers;
    }

    private Expression Expression(int lowest)
    {
        if (++_depth > MostNesting)
            throw _tokens.Error(_tokens.Current.Position, "the expression is nested too deeply");
        var left = Operand();
        while (_tokens.Current.Kind == TokenKind.Operator && Operators.Precedence(_tokens.Current.Text) is var precedence && precedence >= lowest)
        {
            var op = _tokens.Take();
            var (returnsBool, matching) = _groupings.OfOperator();
            var right = Expression(op.Text == "^" ? precedence : precedence + 1);
            left = new Expression.Binary(left.Position, op.Position, op.Text, left, right, returnsBool, matching);
        }
        _depth--;
        return left;
    }

    private Expression Operand()
    {
        if (_tokens.Current.Kind == TokenKind.Operator && _tokens.Current.Text is "+" or "-")
        {
            var sign = _tokens.Take();
            var inner = Expression(Operators.Precedence("^"));
            return inner is Expression.Number number
                ? new Expression.Number(sign.Position, sign.Text == "-" ? -number.Value : number.Value)
                : new Expression.Unary(sign.Position, sign.Text == "-", inner);
        }
        return _modifiers.Apply(Primary());
    }

    private Expression Primary()
    {
        var token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return _literals.Number(_tokens.Take());
            case TokenKind.Keyword when token.Text is "inf" or "nan":
                _tokens.Take();
                return new Expression.Number(token.Position, token.Text == "inf" ? double.PositiveInfinity : double.NaN);
            case TokenKind.Quoted:
                return new Expression.Text(token.Position, _literals.Text(_tokens.Take()));
            case TokenKind.Punctuation when token.Text == "(":
                _tokens.Take();
                var inner = Expression(1);
                if (!_tokens.TakeIf(")"))
                    throw _tokens.Unexpected("", "");
                return new Expression.Parenthesized(token.Position, inner);
            case TokenKind.Aggregator when _tokens.Next.Is("(") || _tokens.Next.Is("by") || _tokens.Next.Is("without"):
                return Aggregate();
            case TokenKind.Identifier when _tokens.Next.Is("("):
                return Call();
            default:
                return _selectors.IsNext ? _selectors.Selector() : throw _tokens.Unexpected("", "");
        }
    }

    private Expression.FunctionCall Call()
    {
        var name = _tokens.Take();
        var arguments = Arguments();
        var function = FunctionSignature.Find(name.Text)
            ?? throw _tokens.Error(name.Position, $"unknown function with name {GoString.Quote(name.Text)}");
        return new Expression.FunctionCall(name.Position, function, arguments);
    }

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        _tokens.Take(); // the parenthesis
        while (!_tokens.TakeIf(")"))
        {
            arguments.Add(Expression(1));
            if (_tokens.Current.Is(")"))
                continue;
            var comma = _tokens.Current;
            if (!_tokens.TakeIf(","))
                throw _tokens.Unexpected("", "");
            if (_tokens.Current.Is(")"))
                throw _tokens.Error(comma.Position, "trailing commas not allowed in function call args");
        }
        return arguments;
    }

    private Expression.Aggregate Aggregate()
    {
        var op = _tokens.Take();
        var (grouping, without) = _groupings.OfAggregation() ?? ([], false);
        var grouped = without || grouping.Count > 0 || !_tokens.Previous.Equals(op);
        if (!_tokens.Current.Is("("))
            throw _tokens.Unexpected("aggregation", "");
        var arguments = Arguments();
        if (!grouped && _groupings.OfAggregation() is { } behind)
            (grouping, without) = behind;
        if (arguments.Count == 0)
            throw _tokens.Error(op.Position, "no arguments for aggregate expression provided");
        var wanted = Aggregations.HasParameter(op.Text) ? 2 : 1;
        if (arguments.Count != wanted)
        {
            throw _tokens.Error(
                op.Position, $"wrong number of arguments for aggregate expression provided, expected {wanted}, got {arguments.Count}");
        }
        return new Expression.Aggregate(op.Position, op.Text, wanted == 2 ? arguments[0] : null, arguments[^1], grouping, without);
    }
}
