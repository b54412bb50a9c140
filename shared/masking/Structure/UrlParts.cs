using System.Text;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Structure;

/// <summary>Masks a URL part by part, with the names of parameters decoded.</summary>
internal sealed class UrlParts(Masker masker, KeyClassifier keys, TextMasking text)
{
    public string Mask(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var query = url.AsSpan().IndexOfAny('?', '#');
        if (query < 0 || url.Length > masker.MaxTextLength)
            return masker.Text(url);
        var masked = new StringBuilder(masker.Text(url[..query]));
        for (var at = query; at < url.Length;)
        {
            var length = url.AsSpan(at + 1).IndexOfAny('&', '#', ';');
            var end = length < 0 ? url.Length : at + 1 + length;
            masked.Append(url[at]).Append(Parameter(url[(at + 1)..end]));
            at = end;
        }
        var whole = masked.ToString();
        return text.HasTokens(whole) ? whole : masker.Text(whole);
    }

    private string Parameter(string parameter)
    {
        var equal = parameter.IndexOf('=', StringComparison.Ordinal);
        if (equal <= 0)
            return masker.Text(parameter);
        var (name, value) = (Uri.UnescapeDataString(parameter[..equal]), Uri.UnescapeDataString(parameter[(equal + 1)..]));
        if (KindOf(name, value) is { } kind && !Placeholder.Is(value))
            return parameter[..(equal + 1)] + masker.Secret(kind, value);
        return masker.Text(parameter);
    }

    private string? KindOf(string name, string value) => name switch
    {
        "key" or "code" when PlainWords.LooksRandom(value) => SecretKinds.ApiKey,
        _ => keys.Classify(name)?.Kind,
    };
}
