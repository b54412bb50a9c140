using System.Text;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Structure;

/// <summary>Masks a URL part by part, with the names of parameters decoded.</summary>
internal sealed class UrlParts(BorderMasking masker, KeyClassifier keys, TextMasking text)
{
    /// <summary>Until neither the parts nor the whole give anything more.</summary>
    public string Mask(string url) => text.Settle(url, part => masker.Text(Parts(part)));

    private string Parts(string url)
    {
        var query = url.AsSpan().IndexOfAny('?', '#');
        if (query < 0 || url.Length > masker.MaxTextLength)
            return url;
        var masked = new StringBuilder(url, 0, query, url.Length);
        for (var at = query; at < url.Length;)
        {
            var length = url.AsSpan(at + 1).IndexOfAny('&', '#', ';');
            var end = length < 0 ? url.Length : at + 1 + length;
            masked.Append(url[at]).Append(Parameter(url[(at + 1)..end]));
            at = end;
        }
        return masked.ToString();
    }

    private string Parameter(string parameter)
    {
        var equal = parameter.IndexOf('=', StringComparison.Ordinal);
        if (equal <= 0)
            return parameter;
        var (name, value) = (text.Outline(Uri.UnescapeDataString(parameter[..equal])), Uri.UnescapeDataString(parameter[(equal + 1)..]));
        if (KindOf(name, value) is { } kind && !Placeholder.Is(value))
            return parameter[..(equal + 1)] + masker.Secret(kind, value);
        return parameter;
    }

    private string? KindOf(string name, string value) => name switch
    {
        "key" or "code" when PlainWords.LooksRandom(value) => SecretKinds.ApiKey,
        _ => keys.Classify(name)?.Kind,
    };
}
