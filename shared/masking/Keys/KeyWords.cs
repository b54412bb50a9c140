namespace Pipeline.Masking.Keys;

/// <summary>Splits a key into its words: camelCase, PascalCase, snake_case, kebab-case, dotted.</summary>
internal static class KeyWords
{
    private const int MaxWords = 32;

    /// <returns>Lower-case words, in order; digits at a word's end dropped; 32 at most, the last ones.</returns>
    public static List<string> Of(ReadOnlySpan<char> key)
    {
        var words = new List<string>();
        for (var at = 0; at < key.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(key[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < key.Length && char.IsAsciiLetterOrDigit(key[end]) && !StartsWord(key, end))
                end++;
            var word = key[at..end].TrimEnd("0123456789");
            if (!word.IsEmpty)
                words.Add(word.ToString().ToLowerInvariant());
            at = end;
        }
        if (words.Count > MaxWords)
            words.RemoveRange(0, words.Count - MaxWords);
        return words;
    }

    /// <summary>"apiKey" before K; "APIKey" before K, which begins "Key"; not within "API".</summary>
    private static bool StartsWord(ReadOnlySpan<char> key, int at) =>
        char.IsAsciiLetterUpper(key[at])
        && (!char.IsAsciiLetterUpper(key[at - 1])
            || (at + 1 < key.Length && char.IsAsciiLetterLower(key[at + 1])));
}
