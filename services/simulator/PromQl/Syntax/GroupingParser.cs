namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Reads how series are brought together: the labels of an aggregation, and those by which two vectors are matched.</summary>
internal sealed class GroupingParser(TokenReader tokens)
{
    /// <summary>"by (…)" or "without (…)"; null when neither stands here.</summary>
    public (IReadOnlyList<string> Labels, bool Without)? OfAggregation()
    {
        if (!tokens.Current.Is("by") && !tokens.Current.Is("without"))
            return null;
        var without = tokens.Take().Text == "without";
        return (Labels(), without);
    }

    /// <summary>"bool", "on (…)" or "ignoring (…)", and "group_left" or "group_right", behind a binary operator.</summary>
    public (bool ReturnsBool, VectorMatching Matching) OfOperator()
    {
        var returnsBool = tokens.TakeIf("bool");
        var isOn = tokens.Current.Is("on");
        if (!isOn && !tokens.Current.Is("ignoring"))
            return (returnsBool, VectorMatching.Default);
        tokens.Take();
        var labels = Labels();
        if (!tokens.Current.Is("group_left") && !tokens.Current.Is("group_right"))
            return (returnsBool, new VectorMatching(MatchGrouping.OneToOne, isOn, labels, []));
        var grouping = tokens.Take().Text == "group_left" ? MatchGrouping.ManyToOne : MatchGrouping.OneToMany;
        var include = tokens.Current.Is("(") ? Labels() : [];
        return (returnsBool, new VectorMatching(grouping, isOn, labels, include));
    }

    private List<string> Labels()
    {
        if (!tokens.TakeIf("("))
            throw tokens.Unexpected("grouping opts", "\"(\"");
        var labels = new List<string>();
        while (!tokens.TakeIf(")"))
        {
            labels.Add(Label());
            if (!tokens.Current.Is(")") && !tokens.TakeIf(","))
                throw tokens.Unexpected("grouping opts", "\",\" or \")\"");
        }
        return labels;
    }

    private string Label()
    {
        var isWord = tokens.Current.Kind is TokenKind.Identifier or TokenKind.Aggregator or TokenKind.Keyword
            || (tokens.Current.Kind == TokenKind.Operator && char.IsAsciiLetter(tokens.Current.Text[0]));
        return isWord ? tokens.Take().Written : throw tokens.Unexpected("grouping opts", "label");
    }
}
