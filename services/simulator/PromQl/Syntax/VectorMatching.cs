namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>How the elements of two vectors find each other.</summary>
/// <param name="Grouping">Which side may have several for one of the other.</param>
/// <param name="IsOn">Whether <paramref name="Labels"/> are those that count, or those that do not.</param>
/// <param name="Labels">Of on or ignoring.</param>
/// <param name="Include">Labels of the "one" side that go into the result.</param>
public sealed record VectorMatching(MatchGrouping Grouping, bool IsOn, IReadOnlyList<string> Labels, IReadOnlyList<string> Include)
{
    /// <summary>By all labels, one to one.</summary>
    public static VectorMatching Default { get; } = new(MatchGrouping.OneToOne, false, [], []);
}

/// <summary>Which side may have several elements for one of the other.</summary>
public enum MatchGrouping
{
    OneToOne,
    ManyToOne,
    OneToMany,
}
