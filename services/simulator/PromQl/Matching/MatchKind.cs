namespace Pipeline.Simulator.PromQl.Matching;

/// <summary>How a label's value is compared.</summary>
public enum MatchKind
{
    /// <summary>"="</summary>
    Equal,

    /// <summary>"!="</summary>
    NotEqual,

    /// <summary>"=~", the whole value.</summary>
    Matches,

    /// <summary>"!~"</summary>
    DoesNotMatch,
}
