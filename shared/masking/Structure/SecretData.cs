using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Masking.Keys;

namespace Pipeline.Masking.Structure;

/// <summary>The values of a Kubernetes Secret: each is masked, whatever its key. The keys stay.</summary>
internal static class SecretData
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="encoded">Whether the values are base 64 (data); the token is then of the decoded text, as in stringData.</param>
    public static JsonObject Mask(JsonObject data, bool encoded, KeyClassifier keys, KeyedValues values)
    {
        var masked = new JsonObject();
        foreach (var (key, value) in data)
        {
            var kind = keys.Classify(key)?.Kind ?? SecretKinds.SecretData;
            masked[key] = value switch
            {
                null => null,
                JsonValue text when text.TryGetValue(out string? plain) => values.Whole(kind, Decoded(plain, encoded)),
                _ => values.Whole(kind, value.ToJsonString()),
            };
        }
        return masked;
    }

    private static string Decoded(string value, bool encoded)
    {
        if (!encoded)
            return value;
        try
        {
            return Utf8.GetString(Convert.FromBase64String(value));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return value; // binary, or a token already
        }
    }
}
