namespace Pipeline.Approver.Policies;

/// <summary>A policy document that cannot be used.</summary>
/// <param name="problems">Each with origin, line, key, value and the way out.</param>
public sealed class PolicyException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems))
{
    /// <summary>All that is wrong, in the order of the document.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
