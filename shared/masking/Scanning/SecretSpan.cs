namespace Pipeline.Masking.Scanning;

/// <summary>A stretch of text that is a secret.</summary>
/// <param name="Value">The secret itself where the text holds it encoded (percent, JSON escapes); else null.</param>
/// <param name="Named">Known by the name before it only, not by its own form.</param>
internal readonly record struct SecretSpan(int Start, int Length, string Kind, string? Value = null, bool Named = false)
{
    public int End => Start + Length;

    /// <summary>Sorts spans and joins those that overlap, so that no part of a secret is left over between two rules.</summary>
    /// <remarks>Of two with the same extent the one known by its form gives the kind.</remarks>
    public static void Join(List<SecretSpan> spans)
    {
        spans.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start)
            : a.Length != b.Length ? b.Length.CompareTo(a.Length)
            : a.Named.CompareTo(b.Named));
        var kept = 0;
        for (var i = 1; i < spans.Count; i++)
        {
            var (last, next) = (spans[kept], spans[i]);
            if (next.Start >= last.End)
                spans[++kept] = next;
            else if (next.End > last.End)
                spans[kept] = last with { Length = next.End - last.Start, Value = null };
        }
        if (spans.Count > 0)
            spans.RemoveRange(kept + 1, spans.Count - kept - 1);
    }
}
