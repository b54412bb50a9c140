namespace Pipeline.Masking.Scanning;

/// <summary>A name in free text that may be the key of a value: its extent, and what stands around it.</summary>
/// <param name="Dashes">Before it, as of a flag.</param>
/// <param name="Around">The quotation mark directly before it, if any; with a header it closes after the value.</param>
internal readonly record struct KeyInText(int Start, int End, int Dashes, Quotes Around)
{
    private const int LongestHalf = 128;

    /// <summary>Whether it is the last part of a path: "open /etc/db/password: permission denied".</summary>
    public bool IsInPath { get; private init; }

    /// <summary>The whole name that a character belongs to.</summary>
    public static KeyInText At(ReadOnlySpan<char> text, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && at - start < LongestHalf && IsOfName(text[start - 1]))
            start--;
        while (end < text.Length && end - at < LongestHalf && IsOfName(text[end]))
            end++;
        var dashes = 0;
        while (start + dashes < at && text[start + dashes] is '-' or '.')
            dashes++;
        while (end > at + 1 && text[end - 1] is '-' or '.')
            end--;
        return new KeyInText(start + dashes, end, dashes, Before(text, start))
        {
            IsInPath = start > 0 && text[start - 1] is '/' or Skeleton.Atom,
        };
    }

    /// <summary>The same with the word before it: "api key", "Connection String".</summary>
    public KeyInText WithWordBefore(ReadOnlySpan<char> text)
    {
        if (Start < 2 || text[Start - 1] != ' ' || !IsOfName(text[Start - 2]))
            return this;
        return At(text, Start - 2) with { End = End };
    }

    /// <summary>The name; of a path the part before it, too.</summary>
    public ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        const string Checksum = "checksum/";
        return text[..Start].EndsWith(Checksum, StringComparison.OrdinalIgnoreCase) ? text[(Start - Checksum.Length)..End] : text[Start..End];
    }

    private static Quotes Before(ReadOnlySpan<char> text, int start)
    {
        if (start == 0 || text[start - 1] is not ('"' or '\'' or '`'))
            return default;
        var backslashes = 0;
        while (start - 2 - backslashes >= 0 && text[start - 2 - backslashes] == '\\' && backslashes < 7)
            backslashes++;
        return new Quotes(text[start - 1], backslashes);
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
