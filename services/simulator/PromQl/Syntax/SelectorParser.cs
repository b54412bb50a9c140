using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Reads a selector: a metric's name, matchers in braces, or both.</summary>
internal sealed class SelectorParser(TokenReader tokens, LiteralParser literals)
{
    /// <summary>Whether the current token can begin a selector.</summary>
    public bool IsNext =>
        tokens.Current.Is("{") || tokens.Current.Kind is TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.Aggregator
        || (tokens.Current.Kind == TokenKind.Keyword && tokens.Current.Text is "by" or "offset" or "without" or "start" or "end")
        || (tokens.Current.Kind == TokenKind.Operator && Operators.IsSet(tokens.Current.Text));

    public Expression.Selector Selector()
    {
        var start = tokens.Current.Position;
        var name = tokens.Current.Is("{") ? "" : tokens.Take().Written;
        var matchers = new List<LabelMatcher>();
        if (tokens.TakeIf("{"))
        {
            while (!tokens.TakeIf("}"))
            {
                matchers.Add(Matcher());
                if (!tokens.Current.Is("}") && !tokens.TakeIf(","))
                    throw tokens.Unexpected("label matching", "\",\" or \"}\"");
            }
        }
        if (name.Length > 0)
        {
            var twice = matchers.Find(m => m.Name == Metrics.LabelSet.MetricName);
            if (twice is not null)
                throw tokens.Error(start, $"metric name must not be set twice: {GoString.Quote(name)} or {GoString.Quote(twice.Value)}");
            matchers.Add(new LabelMatcher(Metrics.LabelSet.MetricName, MatchKind.Equal, name));
        }
        return new Expression.Selector(start, name, matchers, default);
    }

    private LabelMatcher Matcher()
    {
        if (tokens.Current.Kind != TokenKind.Identifier)
            throw tokens.Unexpected("label matching", "identifier or \"}\"");
        var name = tokens.Take();
        if (tokens.Current.Kind != TokenKind.Match)
            throw tokens.Unexpected("label matching", "label matching operator");
        var kind = tokens.Take().Text switch
        {
            "=" => MatchKind.Equal,
            "!=" => MatchKind.NotEqual,
            "=~" => MatchKind.Matches,
            _ => MatchKind.DoesNotMatch,
        };
        if (tokens.Current.Kind != TokenKind.Quoted)
            throw tokens.Unexpected("label matching", "string");
        try
        {
            return new LabelMatcher(name.Text, kind, literals.Text(tokens.Take()));
        }
        catch (FormatException e)
        {
            throw tokens.Error(name.Position, e.Message);
        }
    }
}
