using System.Text.RegularExpressions;

namespace Pipeline.Masking.Scanning;

/// <summary>A compiled <see cref="CustomPattern"/>.</summary>
internal sealed record CustomRule(string Kind, Regex Regex)
{
    private const string SecretGroup = "secret";
    private const RegexOptions Common = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <param name="pattern">What was configured.</param>
    /// <param name="timeout">For the patterns that the linear engine cannot run; the others get it, too.</param>
    /// <param name="field">The setting's name, for the error message.</param>
    /// <exception cref="FormatException">Not a regular expression, or one that matches the empty text.</exception>
    public static CustomRule Compile(CustomPattern pattern, TimeSpan timeout, string field)
    {
        try
        {
            var regex = Build(pattern.Pattern, timeout);
            return regex.IsMatch("")
                ? throw new FormatException($"{field} \"{pattern.Pattern}\" matches the empty text. Use + in place of *.")
                : new CustomRule(pattern.Kind, regex);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{field} \"{pattern.Pattern}\" is not a regular expression: {e.Message}", e);
        }
    }

    /// <exception cref="RegexMatchTimeoutException">The pattern takes too long on this text.</exception>
    public void Find(string text, List<SecretSpan> found)
    {
        for (var match = Regex.Match(text); match.Success; match = match.NextMatch())
        {
            var secret = match.Groups[SecretGroup] is { Success: true } group ? group : match;
            if (secret.Length > 0)
                found.Add(new SecretSpan(secret.Index, secret.Length, Kind));
        }
    }

    private static Regex Build(string pattern, TimeSpan timeout)
    {
        try
        {
            return new Regex(pattern, Common | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException) // look-around, back-references: the other engine, held by the time limit
        {
            return new Regex(pattern, Common | RegexOptions.Compiled, timeout);
        }
    }
}
