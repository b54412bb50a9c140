namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Reads which time an expression is about: "[5m]", "[1h:1m]", "offset 5m" and "@ 1234" behind it.</summary>
internal sealed class ModifierParser(TokenReader tokens, LiteralParser literals)
{
    /// <summary>An expression with all that stands behind it.</summary>
    public Expression Apply(Expression expression)
    {
        while (true)
        {
            if (tokens.Current.Is("["))
                expression = Range(expression);
            else if (tokens.Current.Is("offset"))
                expression = Offset(expression);
            else if (tokens.Current.Is("@"))
                expression = At(expression);
            else
                return expression;
        }
    }

    private Expression Range(Expression inner)
    {
        var bracket = tokens.Take();
        var range = literals.Duration(tokens.Take()); // the lexer lets nothing else follow
        if (tokens.TakeIf("]"))
        {
            var problem = inner is not Expression.Selector selector ? "ranges only allowed for vector selectors"
                : selector.Shift.Offset is not null ? "no offset modifiers allowed before range"
                : selector.Shift.IsFixed ? "no @ modifiers allowed before range"
                : null;
            return problem is null
                ? new Expression.RangeSelector(inner.Position, (Expression.Selector)inner, range)
                : throw tokens.Error(bracket.Position, problem);
        }
        if (!tokens.TakeIf(":"))
            throw tokens.Unexpected("subquery or range", "\":\" or \"]\"");
        long? step = null;
        if (tokens.Current.Kind == TokenKind.Duration)
            step = literals.Duration(tokens.Take());
        else if (!tokens.Current.Is("]"))
            throw tokens.Unexpected("subquery selector", "duration or \"]\"");
        if (!tokens.TakeIf("]"))
            throw tokens.Unexpected("subquery selector", "\"]\"");
        return new Expression.Subquery(inner.Position, inner, range, step, default);
    }

    private Expression Offset(Expression expression)
    {
        tokens.Take();
        var sign = tokens.TakeIf("-") ? -1 : 1;
        if (tokens.Current.Kind != TokenKind.Duration)
            throw tokens.Unexpected("offset", "duration");
        var offset = sign * literals.Duration(tokens.Take());
        return Shifted(
            expression,
            shift => shift.Offset is null ? shift with { Offset = offset } : throw tokens.Error(expression.Position, "offset may not be set multiple times"),
            "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expression At(Expression expression)
    {
        tokens.Take();
        long? at = null;
        var anchor = TimeAnchor.None;
        if ((tokens.Current.Is("start") || tokens.Current.Is("end")) && tokens.Next.Is("("))
        {
            anchor = tokens.Take().Text == "start" ? TimeAnchor.Start : TimeAnchor.End;
            tokens.Take();
            if (!tokens.TakeIf(")"))
                throw tokens.Unexpected("@", "timestamp");
        }
        else
        {
            var sign = tokens.TakeIf("-") ? -1 : 1;
            if (sign == 1)
                tokens.TakeIf("+");
            if (tokens.Current.Kind != TokenKind.Number)
                throw tokens.Unexpected("@", "timestamp");
            at = (long)Math.Round(sign * literals.Number(tokens.Take()).Value * 1000, MidpointRounding.AwayFromZero);
        }
        return Shifted(
            expression,
            shift => shift.IsFixed
                ? throw tokens.Error(expression.Position, "@ <timestamp> may not be set multiple times")
                : shift with { At = at, Anchor = anchor },
            "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expression Shifted(Expression expression, Func<TimeShift, TimeShift> change, string refusal) => expression switch
    {
        Expression.Selector selector => selector with { Shift = change(selector.Shift) },
        Expression.RangeSelector range => range with { Series = range.Series with { Shift = change(range.Series.Shift) } },
        Expression.Subquery subquery => subquery with { Shift = change(subquery.Shift) },
        _ => throw tokens.Error(expression.Position, refusal),
    };
}
