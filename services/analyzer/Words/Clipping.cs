namespace Pipeline.Analyzer.Words;

/// <summary>Bounds texts that come from outside.</summary>
public static class Clipping
{
    /// <summary>The text, or its beginning with a mark that says how much is left out; never longer than the limit.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">Characters, 40 at least: the mark needs room.</param>
    public static string Clip(this string text, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 40);
        if (text.Length <= limit)
            return text;
        var mark = FormattableString.Invariant($" … ({text.Length:N0} characters)");
        var end = limit - mark.Length;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end] + mark;
    }
}
