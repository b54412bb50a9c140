using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Structure;

/// <summary>Masks a value whose key is known.</summary>
internal sealed class KeyedValues(BorderMasking masker, KeyClassifier keys, TextMasking text)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonTrees.MaxDepth, AllowDuplicateProperties = false };

    /// <param name="depth">How deep in documents within documents.</param>
    public string Mask(string key, string value, int depth = 0) =>
        keys.Classify(text.Outline(key)) is { } keyClass
            ? Sensitive(keyClass, value, depth)
            : text.Settle(value, part => Plain(part, depth));

    /// <summary>A value of which nothing is known: JSON, or text.</summary>
    public string Plain(string value, int depth)
    {
        var trimmed = value.AsSpan().Trim();
        return trimmed is ['{', .., '}'] or ['[', .., ']'] && value.Length <= masker.MaxTextLength && depth < JsonTrees.MaxDepth
            ? Document(value, depth)
            : masker.Text(value);
    }

    public string Sensitive(KeyClass keyClass, string value, int depth) =>
        text.Settle(value, part => ByKind(keyClass, part, depth));

    /// <summary>Masks all of it, under the kind of its form when it has one.</summary>
    public string Whole(string kind, string value)
    {
        if (value.Length == 0)
            return value;
        var byForm = CredentialFormats.TryRead(value, 0, out var form) && form.Start == 0 && form.Length == value.Length;
        return masker.Secret(byForm ? form.Kind : kind, value);
    }

    private string ByKind(KeyClass keyClass, string value, int depth) => keyClass.Kind switch
    {
        _ when Placeholder.Is(value) => masker.Text(value),
        SecretKinds.Authorization when HeaderValues.TryReadScheme(value, out _, out _) => text.Mask(value, AfterScheme),
        SecretKinds.Authorization or SecretKinds.Session when keyClass.Weak && PlainWords.IsWord(value) => masker.Text(value),
        SecretKinds.Credentials when value.AsSpan().Trim() is ['{', .., '}'] => Plain(value, depth),
        SecretKinds.ConnectionString => ConnectionString(value),
        SecretKinds.WebhookUrl => Webhook(value),
        _ => Whole(keyClass.Kind, value),
    };

    private string ConnectionString(string value)
    {
        var masked = text.Mask(value, part => ConnectionStrings.HasNamedParts(part) ? null : ConnectionStrings.Password(part));
        return text.HasTokens(masked) || ConnectionStrings.HasNamedParts(masked) ? masked : Whole(SecretKinds.ConnectionString, masked);
    }

    private string Webhook(string value) =>
        text.Mask(value, part => part.Contains(Skeleton.Atom, StringComparison.Ordinal) ? null : ConnectionStrings.WebhookPath(part));

    private static SecretSpan? AfterScheme(string value) =>
        HeaderValues.TryReadScheme(value, out var kind, out var length) ? new SecretSpan(length, value.Length - length, kind) : null;

    /// <summary>JSON in a string, rewritten only when something in it is masked; blanks around it stay.</summary>
    private string Document(string value, int depth)
    {
        try
        {
            var document = JsonNode.Parse(value, documentOptions: Strict);
            var masked = masker.Json(document, depth + 1);
            if (JsonNode.DeepEquals(document, masked))
                return value;
            var trimmed = value.AsSpan().Trim();
            var lead = value.AsSpan().IndexOf(trimmed, StringComparison.Ordinal);
            return $"{value.AsSpan(0, lead)}{masked!.ToJsonString(Readable)}{value.AsSpan(lead + trimmed.Length)}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return masker.Text(value); // no JSON after all, or with broken surrogates
        }
    }
}
