namespace Pipeline.Masking.Scanning;

/// <summary>Payment card numbers of today's issuers, with the Luhn check digit; blanks or hyphens between groups of four.</summary>
/// <remarks>ISO/IEC 7812. Numbers that begin with 1, such as Unix times in any unit, are none.</remarks>
internal static class CardNumberRule
{
    private const int Shortest = 14;
    private const int Longest = 16;

    public static void Find(string text, List<SecretSpan> found)
    {
        Span<char> digits = stackalloc char[Longest];
        for (var at = 0; at + Shortest <= text.Length;)
        {
            if (!char.IsAsciiDigit(text[at + Shortest - 1]) && text[at + Shortest - 1] is not (' ' or '-'))
            {
                at += Shortest; // no number of this length can hold that character
                continue;
            }
            if (!char.IsAsciiDigit(text[at]) || (at > 0 && IsBound(text[at - 1])))
            {
                at++;
                continue;
            }
            var (end, count) = Read(text, at, digits);
            if (count <= Longest && IsCard(digits[..count]) && (end == text.Length || !IsBound(text[end])))
                found.Add(new SecretSpan(at, end - at, SecretKinds.CardNumber, new string(digits[..count])));
            at = end;
        }
    }

    /// <summary>Reads digits, with single separators after each four.</summary>
    /// <returns>The end, and how many digits there were; only the first sixteen are kept.</returns>
    private static (int End, int Count) Read(string text, int at, Span<char> digits)
    {
        var (count, separator) = (0, '\0');
        var end = at;
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                if (count < Longest)
                    digits[count] = text[end];
                count++;
                end++;
                continue;
            }
            var grouped = count > 0 && count % 4 == 0 && count < Longest && text[end] is ' ' or '-' && separator is '\0';
            var again = count % 4 == 0 && count < Longest && separator != '\0' && text[end] == separator;
            if (!(grouped && count == 4) && !again)
                break;
            if (end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1]))
                break;
            separator = text[end++];
        }
        return (end, count);
    }

    private static bool IsBound(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/';

    private static bool IsCard(ReadOnlySpan<char> digits) =>
        digits.Length >= Shortest && IsIssued(digits) && digits.ContainsAnyExcept(digits[0]) && Luhn(digits);

    private static bool IsIssued(ReadOnlySpan<char> d) => (d.Length, d[0], d[1]) switch
    {
        (16, '4', _) => true,
        (16, '5', >= '1' and <= '5') => true,
        (16, '2', >= '2' and <= '7') => true,
        (16, '6', '0' or '2' or '4' or '5') => true,
        (16, '3', '5') => true,
        (15, '3', '4' or '7') => true,
        (14, '3', '0' or '6' or '8' or '9') => true,
        _ => false,
    };

    private static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }
        return sum % 10 == 0;
    }
}
