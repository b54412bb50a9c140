namespace Pipeline.Actions.Parameters;

/// <summary>One word of a list.</summary>
/// <param name="Name">Snake case.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Choices">All words that are allowed; their case counts.</param>
public sealed record ChoiceParameter(string Name, string Summary, IReadOnlyList<string> Choices)
    : ParameterDefinition(Name, Summary)
{
    /// <inheritdoc/>
    public override string Allowed => $"one of {string.Join(", ", Choices)}";

    /// <inheritdoc/>
    public override string? Normalise(string text) => Choices.Contains(text, StringComparer.Ordinal) ? text : null;
}
