using System.Collections.Frozen;
using System.Text;

namespace Pipeline.Masking.Scanning;

/// <summary>Values of the HTTP headers whose form is their own.</summary>
internal static class HeaderValues
{
    private const int ShortestBearer = 8;
    private const int LongestScheme = 24;
    private const int LongestName = 256;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Schemes =
        new Dictionary<string, string>
        {
            ["Bearer"] = SecretKinds.Bearer,
            ["Basic"] = SecretKinds.BasicAuth,
            ["Token"] = SecretKinds.Token,
            ["ApiKey"] = SecretKinds.ApiKey,
            ["GenieKey"] = SecretKinds.ApiKey,
            ["Negotiate"] = SecretKinds.Authorization,
            ["NTLM"] = SecretKinds.Authorization,
            ["Digest"] = SecretKinds.Authorization,
            ["Hawk"] = SecretKinds.Authorization,
            ["AWS4-HMAC-SHA256"] = SecretKinds.Authorization,
            ["SharedKey"] = SecretKinds.Authorization,
            ["SharedAccessSignature"] = SecretKinds.Authorization,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Scheme and credentials: the scheme stays. Digest and the like have parts up to the end of the line.</summary>
    /// <param name="around">The mark that stands before the header's name and closes after its value.</param>
    /// <returns>The end of what was read; -1 when no known scheme is there.</returns>
    public static int FindAuthorization(string text, int at, Quotes around, List<SecretSpan> found)
    {
        if (at < text.Length && text[at] == '[')
            at++; // headers as Go prints them
        var quotes = Quotes.At(text, at);
        at += quotes.Length;
        if (!TryReadScheme(text.AsSpan(at), out var kind, out var length))
            return -1;
        var value = kind == SecretKinds.Authorization
            ? ValueExtent.ReadLine(text, at + length, quotes.Any ? quotes : around)
            : Credentials(text, at + length, quotes);
        if (AssignmentRule.IsSecret(text.AsSpan(value.Start, value.Length)))
            found.Add(new SecretSpan(value.Start, value.Length, kind));
        return value.End;
    }

    /// <summary>A line of cookies, from the first name to the end.</summary>
    /// <returns>The end of what was read; -1 when there are none.</returns>
    public static int FindCookies(string text, int at, Quotes around, List<SecretSpan> found)
    {
        if (at < text.Length && text[at] == '[')
            at++;
        var quotes = Quotes.At(text, at);
        at += quotes.Length;
        var name = text.AsSpan(at, Math.Min(LongestName, text.Length - at)).IndexOfAny("= \t\r\n");
        if (name <= 0 || text[at + name] != '=')
            return -1;
        var value = ValueExtent.ReadLine(text, at, quotes.Any ? quotes : around);
        found.Add(new SecretSpan(value.Start, value.Length, SecretKinds.Cookie));
        return value.End;
    }

    /// <summary>"Bearer …" and "Basic …" that stand without a header's name.</summary>
    /// <returns>The end of what was read; the position itself when it is not one.</returns>
    public static int FindBare(string text, int at, List<SecretSpan> found)
    {
        if ((at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) || !TryReadScheme(text.AsSpan(at), out var kind, out var length))
            return at;
        var start = at + length;
        var end = text.AsSpan(start).IndexOfAnyExcept(Characters.Token68) is >= 0 and var other ? start + other : text.Length;
        var value = text.AsSpan(start, end - start).TrimEnd('.');
        var isSecret = kind switch
        {
            SecretKinds.BasicAuth => IsUserAndPassword(value),
            SecretKinds.Bearer => value.Length >= ShortestBearer && !PlainWords.IsWord(value) && !value.EndsWith("="),
            _ => false,
        };
        if (!isSecret)
            return at;
        found.Add(new SecretSpan(start, value.Length, kind));
        return start + value.Length;
    }

    /// <summary>Splits the value of an authorization header.</summary>
    /// <param name="length">Of the scheme and the blanks after it.</param>
    public static bool TryReadScheme(ReadOnlySpan<char> value, out string kind, out int length)
    {
        (kind, length) = ("", 0);
        var blank = value[..Math.Min(value.Length, LongestScheme)].IndexOf(' ');
        if (blank <= 0 || !Schemes.TryGetValue(value[..blank], out var known))
            return false;
        kind = known;
        length = blank;
        while (length < value.Length && value[length] == ' ')
            length++;
        return length < value.Length && value[length] is not ('\n' or '\r');
    }

    private static ValueExtent Credentials(string text, int at, Quotes quotes)
    {
        if (!quotes.Any)
            return ValueExtent.Read(text, at);
        var limit = text.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var line ? at + line : text.Length;
        var closing = quotes.Closing(text, at, limit);
        return new ValueExtent(at, closing < 0 ? limit : closing, quotes);
    }

    private static bool IsUserAndPassword(ReadOnlySpan<char> value)
    {
        const int Longest = 1_024; // characters of base 64
        Span<byte> bytes = stackalloc byte[Longest];
        return value.Length is >= 4 and <= Longest
            && Convert.TryFromBase64Chars(value, bytes, out var written)
            && Encoding.Latin1.GetString(bytes[..written]).Contains(':', StringComparison.Ordinal);
    }
}
