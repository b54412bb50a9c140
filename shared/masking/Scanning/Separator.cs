namespace Pipeline.Masking.Scanning;

/// <summary>What stands between a key and its value in free text.</summary>
internal enum SeparatorKind
{
    /// <summary>Nothing that separates.</summary>
    None,

    /// <summary>= := => == %3D, and the end of an XML tag.</summary>
    Equal,

    /// <summary>: and %3A.</summary>
    Colon,

    /// <summary>A blank after a flag.</summary>
    Blank,
}

/// <param name="Kind">Which.</param>
/// <param name="ValueAt">Where the value, or its quotation mark, begins.</param>
/// <param name="Spaced">Whether blanks follow it, and none stand before it.</param>
/// <param name="KeyQuoted">Whether the key stands in quotation marks of its own.</param>
/// <param name="Encoded">Whether it is percent-encoded, and the value with it.</param>
internal readonly record struct Separator(
    SeparatorKind Kind, int ValueAt, bool Spaced = false, bool KeyQuoted = false, bool Encoded = false)
{
    private const int MostBlanks = 64;

    public static Separator After(ReadOnlySpan<char> text, KeyInText key)
    {
        var at = key.End;
        if (at < text.Length && text[at] == ']')
            at++; // user[password]=
        if (key.Around == default && key.Start > 0 && text[key.Start - 1] == '<' && at < text.Length && text[at] == '>')
            return new Separator(SeparatorKind.Equal, at + 1);
        var quotes = Quotes.At(text, at);
        var keyQuoted = quotes.Any && quotes == key.Around;
        if (quotes.Any && !keyQuoted)
            return default;
        at += quotes.Length;
        if (EncodedAfter(text[at..]) is > 0 and var encoded)
            return new Separator(text[at + encoded - 1] is 'A' or 'a' ? SeparatorKind.Colon : SeparatorKind.Equal,
                SkipEncodedQuote(text, at + encoded), Encoded: true);
        var afterBlanks = SkipBlanks(text, at);
        var (kind, length) = Sign(text[afterBlanks..]);
        if (kind == SeparatorKind.None)
            return afterBlanks > at ? new Separator(SeparatorKind.Blank, afterBlanks, Spaced: true, keyQuoted) : default;
        var valueAt = SkipBlanks(text, afterBlanks + length);
        return new Separator(kind, valueAt, afterBlanks == at && valueAt > afterBlanks + length, keyQuoted);
    }

    private static (SeparatorKind Kind, int Length) Sign(ReadOnlySpan<char> rest) => rest switch
    {
        [':', ':', ..] or [':', '/', '/', ..] or ['=', '~', ..] => (SeparatorKind.None, 0),
        [':', '=', ..] or ['=', '>', ..] or ['=', '=', ..] => (SeparatorKind.Equal, 2),
        ['=', ..] => (SeparatorKind.Equal, 1),
        [':', ..] => (SeparatorKind.Colon, 1),
        _ => (SeparatorKind.None, 0),
    };

    private static int EncodedAfter(ReadOnlySpan<char> rest)
    {
        var quote = rest.StartsWith("%22", StringComparison.Ordinal) ? 3 : 0;
        return rest[quote..] is ['%', '3', 'A' or 'a' or 'D' or 'd', ..] ? quote + 3 : 0;
    }

    private static int SkipEncodedQuote(ReadOnlySpan<char> text, int at) =>
        text[at..].StartsWith("%20", StringComparison.Ordinal) || text[at..].StartsWith("%22", StringComparison.Ordinal)
            ? SkipEncodedQuote(text, at + 3)
            : at;

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < MostBlanks && text[end] is ' ' or '\t')
            end++;
        return end;
    }
}
