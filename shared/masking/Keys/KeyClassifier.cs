using System.Collections.Frozen;

namespace Pipeline.Masking.Keys;

/// <summary>Says from a key's name whether its value is a secret.</summary>
/// <param name="sensitive">Further sensitive names.</param>
/// <param name="harmless">Names that are not, whatever their words; they win.</param>
internal sealed class KeyClassifier(IEnumerable<string> sensitive, IEnumerable<string> harmless)
{
    /// <summary>As charts annotate a pod template, so that it changes with a Secret: a digest, and evidence.</summary>
    private const string ChecksumPrefix = "checksum/";

    private const int MaxKeyLength = 256;

    private readonly FrozenSet<string> _sensitive = sensitive.Select(Spelled).ToFrozenSet();
    private readonly FrozenSet<string> _harmless = harmless.Select(Spelled).ToFrozenSet();

    /// <summary>Whether the installation has names of its own; the words of a text must then all be looked at.</summary>
    public bool HasOwnNames => _sensitive.Count > 0;

    /// <param name="key">Of a JSON object, label, annotation (only the part after "/" counts), variable, header or flag.</param>
    /// <returns>Null when the value is not known to be sensitive.</returns>
    public KeyClass? Classify(ReadOnlySpan<char> key)
    {
        if (key.Contains(ChecksumPrefix, StringComparison.OrdinalIgnoreCase))
            return null;
        key = key[(key.LastIndexOf('/') + 1)..];
        if (key.Length > MaxKeyLength)
            key = key[^MaxKeyLength..];
        var words = KeyWords.Of(key);
        if (words.Count == 0)
            return null;
        var spelled = string.Concat(words);
        if (_harmless.Contains(spelled))
            return null;
        if (_sensitive.Contains(spelled))
            return new KeyClass(SecretKinds.Secret);
        return ByLastSegment(key, words);
    }

    /// <summary>Whether a key below a sensitive one is about the secret and does not hold it (<c>secret.optional</c>).</summary>
    public static bool IsAbout(ReadOnlySpan<char> key) =>
        KeyWords.Of(key) is [.., var last] words && (KeyVocabulary.About.Contains(last) || last == "key" || IsNameOfSecret(words));

    /// <summary>Of a dotted key the last part counts, unless it is a filler: <c>auth.basic.password</c>, <c>token.value</c>.</summary>
    private static KeyClass? ByLastSegment(ReadOnlySpan<char> key, List<string> words)
    {
        var dot = key.TrimEnd('.').LastIndexOf('.');
        if (dot <= 0)
            return ByWords(words);
        var last = KeyWords.Of(key[(dot + 1)..]);
        return last.Count == 0 || last.TrueForAll(KeyVocabulary.Filler.Contains) || IsCertificatePart(last)
            ? ByWords(words)
            : ByWords(last);
    }

    /// <summary>tls.key, the private key of a certificate, is one name and not two.</summary>
    private static bool IsCertificatePart(List<string> words) => words is ["key"];

    private static KeyClass? ByWords(List<string> words)
    {
        while (words.Count > 1 && KeyVocabulary.Filler.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        if (words.Count > 1 && KeyVocabulary.Pairs.TryGetValue((words[^2], words[^1]), out var kind))
            return words is ["service", "account", "key"] or [.., "public", "key"] ? null : new KeyClass(kind);
        var last = words[^1];
        if (KeyVocabulary.Last.TryGetValue(last, out var byLast))
            return byLast with { Weak = byLast.Weak && words.Count == 1 };
        if (KeyVocabulary.About.Contains(last) || IsNameOfSecret(words))
            return null;
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (i + 1 < words.Count && KeyVocabulary.Pairs.TryGetValue((words[i], words[i + 1]), out kind))
                return new KeyClass(kind);
            foreach (var (word, strong) in KeyVocabulary.Strong)
            {
                if (words[i].EndsWith(word, StringComparison.Ordinal))
                    return new KeyClass(strong);
            }
        }
        return null;
    }

    private static bool IsNameOfSecret(List<string> words) =>
        words is [.., var before, "secret"] && KeyVocabulary.NamesSecretAfter.Contains(before);

    private static string Spelled(string name) => string.Concat(KeyWords.Of(name));
}
