namespace Pipeline.Masking.Scanning;

/// <summary>Where a value in free text begins and ends.</summary>
/// <param name="Quotes">The marks around it; they are not part of it.</param>
internal readonly record struct ValueExtent(int Start, int End, Quotes Quotes)
{
    /// <summary>Characters that a quoted value may go on over further lines.</summary>
    private const int LongestQuoted = 8_192;

    private const int LongestName = 64;

    public int Length => End - Start;

    /// <param name="text">All of it.</param>
    /// <param name="at">The first character after the separator and blanks.</param>
    public static ValueExtent Read(ReadOnlySpan<char> text, int at)
    {
        var quotes = Quotes.At(text, at);
        return quotes.Any ? Quoted(text, at + quotes.Length, quotes) : new ValueExtent(at, UnquotedEnd(text, at), default);
    }

    /// <summary>To the end of the line, or to the mark that closes what the line stands in; for headers and cookies.</summary>
    public static ValueExtent ReadLine(ReadOnlySpan<char> text, int at, Quotes around)
    {
        var end = EndOfLine(text, at);
        if (around.Any && around.Closing(text, at, end) is >= 0 and var closing)
            end = closing;
        return new ValueExtent(at, Trimmed(text, at, end), default);
    }

    private static ValueExtent Quoted(ReadOnlySpan<char> text, int start, Quotes quotes)
    {
        var end = quotes.Closing(text, start, Math.Min(text.Length, start + LongestQuoted));
        if (end >= 0)
            return new ValueExtent(start, end, quotes);
        var line = EndOfLine(text, start);
        end = quotes.Closing(text, start, line); // a long one, or one that was cut off
        return new ValueExtent(start, end < 0 ? line : end, quotes);
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : at + length;
    }

    private static int UnquotedEnd(ReadOnlySpan<char> text, int start)
    {
        var (at, open) = (start, 0);
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            open += text[at] is '(' or '{' or '[' or '<' ? 1 : 0;
            if (text[at] is ')' or '}' or ']' or '>' && open > 0)
                open--; // $(DB_PASSWORD)
            else if (EndsBefore(text, at, start))
                break;
            at++;
        }
        return Trimmed(text, start, at);
    }

    /// <summary>Whether a character is no longer of the value. In doubt it is: a rest of a secret must not stay.</summary>
    private static bool EndsBefore(ReadOnlySpan<char> text, int at, int start)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            ',' or ';' or '&' => IsEnd(next) || Quotes.At(text, at + 1).Any || NameFollows(text, at + 1),
            '"' or '\'' or '`' => at > start && (IsEnd(next) || next is ':' or '\\'),
            ')' or '}' or ']' or '>' => IsEnd(next),
            '<' => next == '/',
            '\\' => next is 'n' or 'r' or 't' or '"' or '\'',
            '|' => IsEnd(next),
            _ => false,
        };
    }

    private static bool IsEnd(char c) => char.IsWhiteSpace(c) || c is ',' or ';' or ')' or '}' or ']' or '>' or '"' or '\'' or '`' or '.';

    private static bool NameFollows(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestName && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ' '))
            end++;
        return end > at && end < text.Length && text[end] is '=' or ':';
    }

    private static int Trimmed(ReadOnlySpan<char> text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or '.' or ':'))
            end--;
        return end;
    }
}
