using Pipeline.Masking.Keys;

namespace Pipeline.Masking.Scanning;

/// <summary>Values of sensitive keys in free text: key=value, "key": "value", --key value, XML, YAML, headers.</summary>
internal sealed class AssignmentRule(KeyClassifier keys)
{
    /// <summary>Looks whether the name at a position is a key with a secret.</summary>
    /// <returns>From where assignments are still to be looked for.</returns>
    public int Find(string text, int at, List<SecretSpan> found)
    {
        var key = KeyInText.At(text, at);
        if (Classify(text, ref key) is not { } keyClass)
            return key.End;
        var separator = Separator.After(text, key);
        if (separator.Kind == SeparatorKind.None || separator.ValueAt >= text.Length || text[separator.ValueAt] is '\n' or '\r')
            return key.End;
        if (separator.Kind == SeparatorKind.Blank)
            return AfterBlank(text, key, separator, keyClass, found);
        return text[separator.ValueAt] switch
        {
            '[' when keyClass.Kind is not (SecretKinds.Authorization or SecretKinds.Cookie) =>
                ValueLists.Find(text, separator.ValueAt, keyClass.Kind, found),
            '|' or '>' when ValueLists.IsBlock(text, separator.ValueAt) =>
                ValueLists.FindBlock(text, key.Start, separator.ValueAt, keyClass.Kind, found),
            '{' => key.End,
            _ => Value(text, key, separator, keyClass, found),
        };
    }

    private KeyClass? Classify(string text, ref KeyInText key)
    {
        if (keys.Classify(key.Name(text)) is { } own)
            return own;
        if (key.Name(text) is not (['k' or 'K', 'e', 'y'] or ['s' or 'S', 't', 'r', 'i', 'n', 'g']))
            return null;
        var pair = key.WithWordBefore(text);
        if (keys.Classify(pair.Name(text)) is not { } both)
            return null;
        key = pair;
        return both;
    }

    private static int AfterBlank(string text, KeyInText key, Separator separator, KeyClass keyClass, List<SecretSpan> found)
    {
        if (text[separator.ValueAt] == '-')
            return key.End;
        var value = ValueExtent.Read(text, separator.ValueAt);
        var content = text.AsSpan(value.Start, value.Length);
        var isFlag = key.Dashes > 0 && (key.Start == key.Dashes || char.IsWhiteSpace(text[key.Start - key.Dashes - 1]));
        var isSecret = isFlag
            ? !Prose.Continues(text, key, separator, value, keyClass)
            : !value.Quotes.Any && PlainWords.LooksRandom(content);
        return isSecret ? Add(text, value, keyClass.Kind, found) : key.End;
    }

    private static int Value(string text, KeyInText key, Separator separator, KeyClass keyClass, List<SecretSpan> found)
    {
        var at = separator.ValueAt;
        if (keyClass.Kind == SecretKinds.Authorization && HeaderValues.FindAuthorization(text, at, key.Around, found) is >= 0 and var header)
            return header;
        if (keyClass.Kind == SecretKinds.Cookie && separator.Kind == SeparatorKind.Colon
            && HeaderValues.FindCookies(text, at, key.Around, found) is >= 0 and var cookies)
            return cookies;
        var value = separator.Encoded ? EncodedValue(text, at) : ValueExtent.Read(text, at);
        if (value.Length == 0)
            return key.End;
        if (keyClass.Kind == SecretKinds.ConnectionString)
            return ConnectionString(text, value, found);
        if (keyClass.Kind == SecretKinds.WebhookUrl)
            return Webhook(text, value, found);
        if (value.Quotes.Any ? Prose.NamesObject(text, key, value) : IsNoValue(text, key, separator, value, keyClass))
            return key.End;
        return Add(text, value, keyClass.Kind, found);
    }

    private static bool IsNoValue(string text, KeyInText key, Separator separator, ValueExtent value, KeyClass keyClass) =>
        (separator.KeyQuoted && PlainWords.IsWord(text.AsSpan(value.Start, value.Length)))
        || Prose.Continues(text, key, separator, value, keyClass)
        || Prose.NamesObject(text, key, value)
        || (separator is { Kind: SeparatorKind.Equal, Spaced: true } && BeginsPair(text.AsSpan(value.Start, value.Length)));

    /// <summary>Whether what seems the value is already the next key: "password= user=bob".</summary>
    private static bool BeginsPair(ReadOnlySpan<char> value)
    {
        var equal = value.IndexOf('=');
        return equal > 0 && equal + 1 < value.Length && value[equal + 1] != '=' && PlainWords.IsWord(value[..equal]);
    }

    /// <summary>A URL or a list of parts is left to the rules for those; anything else is masked as a whole.</summary>
    private static int ConnectionString(string text, ValueExtent value, List<SecretSpan> found)
    {
        var content = text.AsSpan(value.Start, value.Length);
        if (ConnectionStrings.HasNamedParts(content))
            return value.Start;
        if (ConnectionStrings.Password(content) is not { } password)
            return PlainWords.IsWord(content) ? value.End : Add(text, value, SecretKinds.ConnectionString, found);
        return Add(text, new ValueExtent(value.Start + password.Start, value.Start + password.End, default), password.Kind, found);
    }

    private static int Webhook(string text, ValueExtent value, List<SecretSpan> found)
    {
        var content = text.AsSpan(value.Start, value.Length);
        return ConnectionStrings.WebhookPath(content) is { } path
            ? Add(text, new ValueExtent(value.Start + path.Start, value.End, default), SecretKinds.WebhookUrl, found)
            : value.Start;
    }

    private static ValueExtent EncodedValue(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '\'' or '&' or '<' or '>' or ',' or ';')
            && !IsEncodedEnd(text.AsSpan(end)))
            end++;
        return new ValueExtent(at, end, default);
    }

    /// <summary>" &amp; , } and a line break, percent-encoded.</summary>
    private static bool IsEncodedEnd(ReadOnlySpan<char> rest) =>
        rest is ['%', '2', '2' or '6' or 'C' or 'c', ..] or ['%', '7', 'D' or 'd', ..] or ['%', '0', 'A' or 'a', ..];

    private static int Add(string text, ValueExtent value, string kind, List<SecretSpan> found)
    {
        var content = text.AsSpan(value.Start, value.Length);
        if (IsSecret(content))
            found.Add(new SecretSpan(value.Start, value.Length, kind, value.Quotes.Unescape(content) ?? Unencoded(content), Named: true));
        return value.End;
    }

    /// <summary>Neither a placeholder nor already masked.</summary>
    internal static bool IsSecret(ReadOnlySpan<char> value) => value.ContainsAnyExcept(Skeleton.Atom) && !Placeholder.Is(value);

    private static string? Unencoded(ReadOnlySpan<char> value) =>
        value.Contains('%') && Uri.UnescapeDataString(value) is var plain && !value.SequenceEqual(plain) ? plain : null;
}
