namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>The end of the query.</summary>
    End,

    /// <summary>A name without a colon, or a label's.</summary>
    Identifier,

    /// <summary>A name with a colon, which only a metric can have.</summary>
    MetricIdentifier,

    /// <summary>A literal in quotes.</summary>
    Quoted,

    /// <summary>A number.</summary>
    Number,

    /// <summary>"5m30s".</summary>
    Duration,

    /// <summary>A word with a meaning: "by", "offset", "bool".</summary>
    Keyword,

    /// <summary>"sum", "topk" …</summary>
    Aggregator,

    /// <summary>"+", "==", "and" …</summary>
    Operator,

    /// <summary>"=", "!=", "=~" or "!~" in braces, and "=" elsewhere.</summary>
    Match,

    /// <summary>One of ( ) { } [ ] , : @.</summary>
    Punctuation,
}
