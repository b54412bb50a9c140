namespace Pipeline.Actions.Catalogue;

/// <summary>The catalogue does not allow the action like that.</summary>
/// <param name="problems">Each a sentence that names the action, the parameter, its value and what is allowed.</param>
public sealed class ActionRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>All that is wrong, not only the first.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
