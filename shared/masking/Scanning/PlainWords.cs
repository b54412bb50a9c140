namespace Pipeline.Masking.Scanning;

/// <summary>Tells the words of a sentence, and the names that clusters give, from values that nobody would write in prose.</summary>
internal static class PlainWords
{
    private const int LongestWord = 24;
    private const int ShortestRandom = 16;

    /// <summary>A word: letters and hyphens, no capital but the first.</summary>
    public static bool IsWord(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= LongestWord
        && !value.ContainsAnyExcept(Characters.WordLetters)
        && !value[1..].ContainsAnyInRange('A', 'Z');

    /// <summary>The name of an object, as a cluster prints it: <c>regcred</c>, <c>shop/db-credentials</c>.</summary>
    public static bool IsObjectName(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= 253 && char.IsAsciiLetterLower(value[0])
        && !value.ContainsAnyExcept(Characters.ObjectName);

    /// <summary>Long, letters and digits mixed, and none of the random names that are evidence (UUIDs, digests).</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        if (value.Length < ShortestRandom || value.ContainsAny(" \t:/@") || Guid.TryParse(value, out _))
            return false;
        var (digits, letters, changes) = (0, 0, 0);
        for (var i = 0; i < value.Length; i++)
        {
            digits += char.IsAsciiDigit(value[i]) ? 1 : 0;
            letters += char.IsAsciiLetter(value[i]) ? 1 : 0;
            changes += i > 0 && char.IsAsciiDigit(value[i]) != char.IsAsciiDigit(value[i - 1]) ? 1 : 0;
        }
        return digits >= 2 && letters >= 4 && changes >= 3 && digits + letters >= value.Length * 4 / 5;
    }
}
