namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>One word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; keywords, aggregators and operators in lower case.</param>
/// <param name="Position">Where it starts.</param>
/// <param name="Written">As written, when it may also be a name: "SUM".</param>
public readonly record struct Token(TokenKind Kind, string Text, int Position, string Written)
{
    /// <summary>Whether it is this word or mark.</summary>
    public bool Is(string text) =>
        Kind is TokenKind.Keyword or TokenKind.Aggregator or TokenKind.Operator or TokenKind.Match or TokenKind.Punctuation && Text == text;

    /// <summary>As Prometheus names it in "unexpected …".</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "end of input",
        TokenKind.Identifier => $"identifier {GoString.Quote(Text)}",
        TokenKind.MetricIdentifier => $"metric identifier {GoString.Quote(Text)}",
        TokenKind.Quoted => $"string {Shortened()}",
        TokenKind.Number => $"number {Shortened()}",
        TokenKind.Duration => $"duration {Shortened()}",
        TokenKind.Keyword when Text is "inf" or "nan" => $"number {Shortened()}",
        TokenKind.Keyword => $"<{Text}>",
        TokenKind.Aggregator => $"<aggr:{Text}>",
        TokenKind.Operator => $"<op:{Text}>",
        _ => GoString.Quote(Text),
    };

    private string Shortened() => Text.Length > 10 ? $"{GoString.Quote(Text[..10])}..." : GoString.Quote(Text);
}
