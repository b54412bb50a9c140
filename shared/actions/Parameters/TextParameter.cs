using System.Text.RegularExpressions;

namespace Pipeline.Actions.Parameters;

/// <summary>A text of limited length.</summary>
/// <param name="Name">Snake case.</param>
/// <param name="Summary">What it means.</param>
/// <param name="MaxLength">In UTF-16 code units.</param>
public sealed record TextParameter(string Name, string Summary, int MaxLength) : ParameterDefinition(Name, Summary)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>A regular expression for the whole text; null when every text is allowed.</summary>
    public string? Pattern { get; init; }

    /// <inheritdoc/>
    public override string Allowed => Pattern is null
        ? $"text of 1 to {MaxLength} characters without control characters"
        : $"text of 1 to {MaxLength} characters that matches {Pattern}";

    /// <inheritdoc/>
    public override string? Normalise(string text) =>
        text.Length >= 1 && text.Length <= MaxLength && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) && Matches(text)
            ? text
            : null;

    private bool Matches(string text)
    {
        if (Pattern is null)
            return true;
        try
        {
            return Regex.IsMatch(text, $@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // a text that the pattern cannot judge in time is not allowed
        }
    }
}
