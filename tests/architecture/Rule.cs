namespace Pipeline.Architecture.Tests;

/// <summary>A rule of the tree.</summary>
internal static class Rule
{
    /// <summary>Names everything that breaks the rule.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
            Assert.Fail(string.Join('\n', found));
    }
}
