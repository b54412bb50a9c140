using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Pipeline.Cli.Rendering;

/// <summary>Text that came from outside, made harmless for a terminal: no control characters, no markup, bounded.</summary>
internal static class Untrusted
{
    private const int Longest = 4_096;

    /// <summary>As one line of plain text: line ends become blanks, other control and direction characters "�".</summary>
    /// <param name="text">Anything.</param>
    /// <param name="longest">Characters at most; more ends in "…".</param>
    public static string Line(string text, int longest = Longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= longest)
                return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune))
                line.Append(' ');
            else if (IsHarmless(rune))
                line.Append(rune);
            else
                line.Append('�');
        }

        return line.ToString();
    }

    /// <summary>As one line inside Spectre's markup.</summary>
    public static string Markup(string text, int longest = Longest) => Line(text, longest).EscapeMarkup();

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
