namespace Pipeline.Approver.Policies;

/// <summary>A pattern with "*" for any characters, none included, and "?" for one. Case counts. Matches in linear space, without backtracking further than the last star.</summary>
public sealed record Glob(string Pattern)
{
    /// <summary>Characters of a pattern.</summary>
    public const int Longest = 253;

    /// <summary>Whether the whole text fits.</summary>
    public bool Matches(string text)
    {
        var (at, place, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (place < Pattern.Length && Pattern[place] == '*')
            {
                (star, resume) = (place++, at);
            }
            else if (place < Pattern.Length && (Pattern[place] == '?' || Pattern[place] == text[at]))
            {
                (at, place) = (at + 1, place + 1);
            }
            else if (star >= 0)
            {
                (place, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return Pattern.AsSpan(place).IndexOfAnyExcept('*') < 0;
    }
}
