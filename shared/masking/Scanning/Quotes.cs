using System.Globalization;
using System.Text;

namespace Pipeline.Masking.Scanning;

/// <summary>Quotation marks of text within text: each JSON level puts backslashes before them (", \", \\\").</summary>
/// <param name="Mark">One of " ' `; NUL for none.</param>
/// <param name="Backslashes">How many stand before the mark: 0, 1, 3, 7 for nesting 0 to 3.</param>
internal readonly record struct Quotes(char Mark, int Backslashes)
{
    private const int MaxBackslashes = 7;

    public bool Any => Mark != '\0';

    public int Length => Any ? Backslashes + 1 : 0;

    /// <summary>The mark that begins at a position, with its backslashes.</summary>
    public static Quotes At(ReadOnlySpan<char> text, int at)
    {
        var backslashes = 0;
        while (at + backslashes < text.Length && text[at + backslashes] == '\\' && backslashes < MaxBackslashes)
            backslashes++;
        return at + backslashes < text.Length && text[at + backslashes] is '"' or '\'' or '`'
            ? new Quotes(text[at + backslashes], backslashes)
            : default;
    }

    /// <summary>Where the closing mark begins.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="from">The first character after the opening mark.</param>
    /// <param name="limit">Where to stop looking.</param>
    /// <returns>The position of its first backslash or of itself; -1 when there is none.</returns>
    public int Closing(ReadOnlySpan<char> text, int from, int limit)
    {
        for (var at = from; at < limit; at++)
        {
            if (text[at] != Mark)
                continue;
            var run = 0;
            while (at - run > from && text[at - run - 1] == '\\')
                run++;
            if (Mark == '"' ? run % (2 * (Backslashes + 1)) == Backslashes : run == Backslashes)
                return at - Backslashes;
        }
        return -1;
    }

    /// <summary>The value that a JSON string stands for.</summary>
    /// <returns>Null when nothing is escaped.</returns>
    public string? Unescape(ReadOnlySpan<char> value)
    {
        if (Mark != '"' || !value.Contains('\\'))
            return null;
        var text = value.ToString();
        for (var level = Backslashes + 1; level > 0; level /= 2)
            text = UnescapeOnce(text);
        return text;
    }

    private static string UnescapeOnce(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at]);
                continue;
            }
            at++;
            if (text[at] == 'u' && at + 4 < text.Length
                && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                at += 4;
                continue;
            }
            plain.Append(text[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var c => c });
        }
        return plain.ToString();
    }
}
