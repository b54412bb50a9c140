using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Reads a query. Its refusals are worded and placed as Prometheus' own.</summary>
public sealed class Parser
{
    private const int MostNesting = 200;
    private readonly string _query;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string query)
    {
        _query = query;
        _tokens = Lexer.Read(query);
    }

    /// <summary>The expression of a query, its types checked.</summary>
    /// <exception cref="SyntaxException">It is none.</exception>
    public static Expression Parse(string query)
    {
        var parser = new Parser(query);
        if (parser.Current.Kind == TokenKind.End)
            throw parser.Error(0, "no expression found in input");
        var expression = parser.Expression(1);
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected("", "");
        TypeChecker.Check(query, expression);
        return expression;
    }

    /// <summary>The matchers of a selector, as match[] of the API has them.</summary>
    /// <exception cref="SyntaxException">It is none.</exception>
    public static IReadOnlyList<LabelMatcher> ParseSelector(string text)
    {
        var parser = new Parser(text);
        if (!parser.AtSelector())
            throw parser.Unexpected("", "");
        var selector = parser.Selector();
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected("", "");
        TypeChecker.Check(text, selector);
        return selector.Matchers;
    }

    private Token Current => _tokens[_at];

    private Token Take() => _tokens[_at++];

    private bool TakeIf(string mark)
    {
        if (!Current.Is(mark))
            return false;
        _at++;
        return true;
    }

    private Expression Expression(int lowest)
    {
        if (++_depth > MostNesting)
            throw Error(Current.Position, "the expression is nested too deeply");
        var left = Operand();
        while (Current.Kind == TokenKind.Operator && Operators.Precedence(Current.Text) is var precedence && precedence >= lowest)
        {
            var op = Take();
            var (returnsBool, matching) = BinaryModifiers(op.Text);
            var right = Expression(op.Text == "^" ? precedence : precedence + 1);
            left = new Expression.Binary(left.Position, op.Position, op.Text, left, right, returnsBool, matching);
        }
        _depth--;
        return left;
    }

    private Expression Operand()
    {
        if (Current.Kind == TokenKind.Operator && Current.Text is "+" or "-")
        {
            var sign = Take();
            var inner = Expression(Operators.Precedence("^"));
            return inner is Expression.Number number
                ? new Expression.Number(sign.Position, sign.Text == "-" ? -number.Value : number.Value)
                : new Expression.Unary(sign.Position, sign.Text == "-", inner);
        }
        return Postfix(Primary());
    }

    private Expression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(Take());
            case TokenKind.Keyword when token.Text is "inf" or "nan":
                _at++;
                return new Expression.Number(token.Position, token.Text == "inf" ? double.PositiveInfinity : double.NaN);
            case TokenKind.Quoted:
                return new Expression.Text(token.Position, Literal(Take()));
            case TokenKind.Punctuation when token.Text == "(":
                _at++;
                var inner = Expression(1);
                if (!TakeIf(")"))
                    throw Unexpected("", "");
                return new Expression.Parenthesized(token.Position, inner);
            case TokenKind.Aggregator when _tokens[_at + 1].Is("(") || _tokens[_at + 1].Is("by") || _tokens[_at + 1].Is("without"):
                return Aggregate();
            case TokenKind.Identifier when _tokens[_at + 1].Is("("):
                return Call();
            default:
                return AtSelector() ? Selector() : throw Unexpected("", "");
        }
    }

    private bool AtSelector() =>
        Current.Is("{") || Current.Kind is TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.Aggregator
        || (Current.Kind == TokenKind.Keyword && Current.Text is "by" or "offset" or "without" or "start" or "end")
        || (Current.Kind == TokenKind.Operator && Operators.IsSet(Current.Text));

    private Expression.Number Number(Token token) =>
        NumberText.TryParse(token.Text, out var value)
            ? new Expression.Number(token.Position, value)
            : throw Error(token.Position, $"error parsing number: strconv.ParseFloat: parsing {GoString.Quote(token.Text)}: invalid syntax");

    private string Literal(Token token)
    {
        try
        {
            return GoString.Unquote(token.Text);
        }
        catch (FormatException)
        {
            throw Error(token.Position, $"error unquoting string {GoString.Quote(token.Text)}: invalid syntax");
        }
    }

    private Expression.FunctionCall Call()
    {
        var name = Take();
        var arguments = Arguments();
        var function = FunctionSignature.Find(name.Text)
            ?? throw Error(name.Position, $"unknown function with name {GoString.Quote(name.Text)}");
        return new Expression.FunctionCall(name.Position, function, arguments);
    }

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        _at++; // the parenthesis
        while (!TakeIf(")"))
        {
            arguments.Add(Expression(1));
            if (Current.Is(")"))
                continue;
            var comma = Current;
            if (!TakeIf(","))
                throw Unexpected("", "");
            if (Current.Is(")"))
                throw Error(comma.Position, "trailing commas not allowed in function call args");
        }
        return arguments;
    }

    private Expression.Aggregate Aggregate()
    {
        var op = Take();
        var (grouping, without) = Grouping() ?? ([], false);
        var grouped = without || grouping.Count > 0 || !_tokens[_at - 1].Equals(op);
        if (!Current.Is("("))
            throw Unexpected("aggregation", "");
        var arguments = Arguments();
        if (!grouped && Grouping() is { } behind)
            (grouping, without) = behind;
        if (arguments.Count == 0)
            throw Error(op.Position, "no arguments for aggregate expression provided");
        var wanted = Aggregations.HasParameter(op.Text) ? 2 : 1;
        if (arguments.Count != wanted)
        {
            throw Error(
                op.Position, $"wrong number of arguments for aggregate expression provided, expected {wanted}, got {arguments.Count}");
        }
        return new Expression.Aggregate(op.Position, op.Text, wanted == 2 ? arguments[0] : null, arguments[^1], grouping, without);
    }

    private (IReadOnlyList<string> Labels, bool Without)? Grouping()
    {
        if (!Current.Is("by") && !Current.Is("without"))
            return null;
        var without = Take().Text == "without";
        return (GroupingLabels(), without);
    }

    private List<string> GroupingLabels()
    {
        if (!TakeIf("("))
            throw Unexpected("grouping opts", "\"(\"");
        var labels = new List<string>();
        while (!TakeIf(")"))
        {
            labels.Add(GroupingLabel());
            if (!Current.Is(")") && !TakeIf(","))
                throw Unexpected("grouping opts", "\",\" or \")\"");
        }
        return labels;
    }

    private string GroupingLabel()
    {
        var isWord = Current.Kind is TokenKind.Identifier or TokenKind.Aggregator or TokenKind.Keyword
            || (Current.Kind == TokenKind.Operator && char.IsAsciiLetter(Current.Text[0]));
        return isWord ? Take().Written : throw Unexpected("grouping opts", "label");
    }

    private (bool ReturnsBool, VectorMatching Matching) BinaryModifiers(string op)
    {
        var returnsBool = TakeIf("bool");
        var isOn = Current.Is("on");
        if (!isOn && !Current.Is("ignoring"))
            return (returnsBool, VectorMatching.Default);
        _at++;
        var labels = GroupingLabels();
        if (!Current.Is("group_left") && !Current.Is("group_right"))
            return (returnsBool, new VectorMatching(MatchGrouping.OneToOne, isOn, labels, []));
        var grouping = Take().Text == "group_left" ? MatchGrouping.ManyToOne : MatchGrouping.OneToMany;
        var include = Current.Is("(") ? GroupingLabels() : [];
        return (returnsBool, new VectorMatching(grouping, isOn, labels, include));
    }

    private Expression.Selector Selector()
    {
        var start = Current.Position;
        var name = Current.Is("{") ? "" : Take().Written;
        var matchers = new List<LabelMatcher>();
        if (TakeIf("{"))
        {
            while (!TakeIf("}"))
            {
                matchers.Add(Matcher());
                if (!Current.Is("}") && !TakeIf(","))
                    throw Unexpected("label matching", "\",\" or \"}\"");
            }
        }
        if (name.Length > 0)
        {
            var twice = matchers.Find(m => m.Name == Metrics.LabelSet.MetricName);
            if (twice is not null)
                throw Error(start, $"metric name must not be set twice: {GoString.Quote(name)} or {GoString.Quote(twice.Value)}");
            matchers.Add(new LabelMatcher(Metrics.LabelSet.MetricName, MatchKind.Equal, name));
        }
        return new Expression.Selector(start, name, matchers, default);
    }

    private LabelMatcher Matcher()
    {
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected("label matching", "identifier or \"}\"");
        var name = Take();
        if (Current.Kind != TokenKind.Match)
            throw Unexpected("label matching", "label matching operator");
        var kind = Take().Text switch
        {
            "=" => MatchKind.Equal,
            "!=" => MatchKind.NotEqual,
            "=~" => MatchKind.Matches,
            _ => MatchKind.DoesNotMatch,
        };
        if (Current.Kind != TokenKind.Quoted)
            throw Unexpected("label matching", "string");
        try
        {
            return new LabelMatcher(name.Text, kind, Literal(Take()));
        }
        catch (FormatException e)
        {
            throw Error(name.Position, e.Message);
        }
    }

    private Expression Postfix(Expression expression)
    {
        while (true)
        {
            if (Current.Is("["))
                expression = Range(expression);
            else if (Current.Is("offset"))
                expression = Offset(expression);
            else if (Current.Is("@"))
                expression = At(expression);
            else
                return expression;
        }
    }

    private Expression Range(Expression inner)
    {
        var bracket = Take();
        var range = Duration(Take()); // the lexer lets nothing else follow
        if (TakeIf("]"))
        {
            var problem = inner is not Expression.Selector selector ? "ranges only allowed for vector selectors"
                : selector.Shift.Offset is not null ? "no offset modifiers allowed before range"
                : selector.Shift.IsFixed ? "no @ modifiers allowed before range"
                : null;
            return problem is null
                ? new Expression.RangeSelector(inner.Position, (Expression.Selector)inner, range)
                : throw Error(bracket.Position, problem);
        }
        if (!TakeIf(":"))
            throw Unexpected("subquery or range", "\":\" or \"]\"");
        long? step = null;
        if (Current.Kind == TokenKind.Duration)
            step = Duration(Take());
        else if (!Current.Is("]"))
            throw Unexpected("subquery selector", "duration or \"]\"");
        if (!TakeIf("]"))
            throw Unexpected("subquery selector", "\"]\"");
        return new Expression.Subquery(inner.Position, inner, range, step, default);
    }

    private Expression Offset(Expression expression)
    {
        Take();
        var sign = TakeIf("-") ? -1 : 1;
        if (Current.Kind != TokenKind.Duration)
            throw Unexpected("offset", "duration");
        var offset = sign * Duration(Take());
        return Shifted(
            expression,
            shift => shift.Offset is null ? shift with { Offset = offset } : throw Error(expression.Position, "offset may not be set multiple times"),
            "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expression At(Expression expression)
    {
        Take();
        long? at = null;
        var anchor = TimeAnchor.None;
        if ((Current.Is("start") || Current.Is("end")) && _tokens[_at + 1].Is("("))
        {
            anchor = Take().Text == "start" ? TimeAnchor.Start : TimeAnchor.End;
            _at++;
            if (!TakeIf(")"))
                throw Unexpected("@", "timestamp");
        }
        else
        {
            var sign = TakeIf("-") ? -1 : 1;
            if (sign == 1)
                TakeIf("+");
            if (Current.Kind != TokenKind.Number)
                throw Unexpected("@", "timestamp");
            at = (long)Math.Round(sign * Number(Take()).Value * 1000, MidpointRounding.AwayFromZero);
        }
        return Shifted(
            expression,
            shift => shift.IsFixed
                ? throw Error(expression.Position, "@ <timestamp> may not be set multiple times")
                : shift with { At = at, Anchor = anchor },
            "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expression Shifted(Expression expression, Func<TimeShift, TimeShift> change, string refusal) => expression switch
    {
        Expression.Selector selector => selector with { Shift = change(selector.Shift) },
        Expression.RangeSelector range => range with { Series = range.Series with { Shift = change(range.Series.Shift) } },
        Expression.Subquery subquery => subquery with { Shift = change(subquery.Shift) },
        _ => throw Error(expression.Position, refusal),
    };

    private long Duration(Token token)
    {
        if (!DurationText.TryParse(token.Text, out var milliseconds))
            throw Error(token.Position, $"not a valid duration string: {GoString.Quote(token.Text)}");
        return milliseconds > 0 ? milliseconds : throw Error(token.Position, "duration must be greater than 0");
    }

    private SyntaxException Unexpected(string context, string expected) => Error(
        Current.Position,
        $"unexpected {Current.Description}{(context.Length > 0 ? $" in {context}" : "")}{(expected.Length > 0 ? $", expected {expected}" : "")}");

    private SyntaxException Error(int position, string problem) => new(_query, position, problem);
}
