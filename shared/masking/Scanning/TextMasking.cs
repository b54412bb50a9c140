using System.Text.RegularExpressions;
using Pipeline.Masking.Tokens;

namespace Pipeline.Masking.Scanning;

/// <summary>Masks free text until no rule finds anything more in it.</summary>
/// <remarks>Whatever comes out is therefore left as it is by a second time; what never settles is masked as a whole.</remarks>
internal sealed class TextMasking(SecretFinder finder, Pseudonyms pseudonyms, int maxLength)
{
    private const int MostPasses = 8;

    public string Mask(string text, Guid? incident)
    {
        var skeleton = Skeleton.Of(text, pseudonyms);
        skeleton.Cut(maxLength);
        return Settle(skeleton) ? skeleton.Render(pseudonyms, incident) : Token(SecretKinds.Unexamined, text, incident);
    }

    /// <summary>Masks a value that is a secret as a whole; one that consists of tokens only keeps them.</summary>
    public string MaskWhole(string kind, string value, Guid? incident)
    {
        var skeleton = Skeleton.Of(value, pseudonyms);
        return skeleton.Text.AsSpan().ContainsAnyExcept(Skeleton.Atom)
            ? Token(kind, value, incident)
            : skeleton.Render(pseudonyms, incident);
    }

    /// <summary>Whether a text has tokens, or something in their form.</summary>
    public bool HasTokens(string text) => Skeleton.Of(text, pseudonyms).Text.Contains(Skeleton.Atom, StringComparison.Ordinal);

    private bool Settle(Skeleton skeleton)
    {
        try
        {
            for (var pass = 0; pass < MostPasses; pass++)
            {
                var spans = finder.Find(skeleton.Text);
                if (spans.Count == 0)
                    return true;
                skeleton.Mask(spans, pseudonyms);
            }
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // a pattern that did not finish may have missed something: nothing of the text is kept
        }
    }

    private string Token(string kind, string value, Guid? incident)
    {
        var token = pseudonyms.Of(kind, value);
        return (incident is { } id ? pseudonyms.ForIncident(token, id) : token).ToString();
    }
}
