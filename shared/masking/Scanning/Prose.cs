using System.Collections.Frozen;
using Pipeline.Masking.Keys;

namespace Pipeline.Masking.Scanning;

/// <summary>Tells sentences that speak of a secret ("token: signature is invalid") from assignments.</summary>
internal static class Prose
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SentenceWords = new[]
    {
        "must", "is", "was", "are", "were", "be", "not", "incorrect", "invalid", "missing", "required", "expired", "authentication", "failed",
        "failure", "cannot", "can't", "could", "should", "has", "have", "too", "does", "do", "did", "wrong", "error", "unable", "please",
        "permission", "unknown", "access", "denied", "for", "mismatch", "the", "a", "an", "to", "or", "and", "with", "as", "if", "in", "on",
        "of", "from", "by", "at", "it", "flag", "option", "may", "will", "can", "when", "that", "this", "context", "rejected", "no", "yes",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a value that is not quoted is just the next word of a sentence.</summary>
    public static bool Continues(ReadOnlySpan<char> text, KeyInText key, Separator separator, ValueExtent value, KeyClass keyClass)
    {
        var word = text[value.Start..value.End];
        var plain = PlainWords.IsWord(word);
        var colon = separator.Kind == SeparatorKind.Colon;
        if (key.IsInPath && colon)
            return plain || !separator.Spaced || !word.ContainsAnyExcept(Characters.Digits);
        if (separator.Kind == SeparatorKind.Blank)
            return SentenceWords.Contains(word);
        if (!plain)
            return word.ContainsAnyExcept(Characters.Digits) is false && text[value.End..].StartsWith(" bytes", StringComparison.Ordinal);
        if (IsWholeLine(text, key, value))
            return keyClass.Weak && colon;
        return SentenceWords.Contains(word) ? colon : keyClass.Weak || (colon && keyClass.Kind != SecretKinds.Password);
    }

    /// <summary>Whether a line holds nothing but key and value, as in YAML.</summary>
    private static bool IsWholeLine(ReadOnlySpan<char> text, KeyInText key, ValueExtent value)
    {
        const int Near = 256; // characters
        var after = text[value.End..Math.Min(text.Length, value.End + Near)].TrimStart(" \t\r");
        var start = key.Start - key.Dashes;
        var before = text[Math.Max(0, start - Near)..start].TrimEnd(" \t-");
        return (after.IsEmpty || after[0] == '\n') && (before.IsEmpty || before[^1] == '\n');
    }

    /// <summary>
    /// secret="regcred" in a line of the kubelet, beside the pod: the name of an object, and evidence.
    /// </summary>
    public static bool NamesObject(ReadOnlySpan<char> text, KeyInText key, ValueExtent value)
    {
        if (!key.Name(text).Equals("secret", StringComparison.OrdinalIgnoreCase)
            || !PlainWords.IsObjectName(text[value.Start..value.End]))
            return false;
        const int Near = 512; // characters
        var from = Math.Max(0, key.Start - Near);
        var near = text[from..Math.Min(text.Length, value.End + Near)];
        var line = near[..(key.Start - from)].LastIndexOf('\n') + 1;
        var end = near[(key.Start - from)..].IndexOf('\n');
        near = end < 0 ? near[line..] : near[line..(key.Start - from + end)];
        return near.Contains("pod=", StringComparison.Ordinal) || near.Contains("namespace=", StringComparison.Ordinal)
            || near.Contains("not found", StringComparison.Ordinal) || near.Contains("kube_secret_", StringComparison.Ordinal);
    }
}
