using System.Text.RegularExpressions;
using Pipeline.Masking.Tokens;

namespace Pipeline.Masking.Scanning;

/// <summary>Masks free text, with tokens of the border, until no rule finds anything more in it.</summary>
/// <remarks>Whatever comes out is therefore left as it is by a second time; what never settles is masked as a whole.</remarks>
internal sealed class TextMasking(SecretFinder finder, Pseudonyms pseudonyms, int maxLength)
{
    private const int MostPasses = 8;

    /// <param name="also">A rule that holds for this text only; it sees tokens as <see cref="Skeleton.Atom"/>.</param>
    public string Mask(string text, Func<string, SecretSpan?>? also = null)
    {
        var skeleton = Skeleton.Of(text, pseudonyms);
        skeleton.Cut(maxLength);
        return Settle(skeleton, also) ? skeleton.Render() : pseudonyms.Of(SecretKinds.Unexamined, text).ToString();
    }

    /// <summary>Repeats a step until it changes nothing more; the value is masked as a whole when that does not come.</summary>
    public string Settle(string value, Func<string, string> step)
    {
        var masked = value;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var next = step(masked);
            if (next == masked)
                return masked;
            masked = next;
        }
        return MaskWhole(SecretKinds.Unexamined, value);
    }

    /// <summary>Masks a value that is a secret as a whole; one that consists of tokens only keeps them.</summary>
    public string MaskWhole(string kind, string value)
    {
        var skeleton = Skeleton.Of(value, pseudonyms);
        return skeleton.Text.AsSpan().ContainsAnyExcept(Skeleton.Atom)
            ? pseudonyms.Of(kind, value).ToString()
            : skeleton.Render();
    }

    /// <summary>What is left of a text, with an <see cref="Skeleton.Atom"/> in the place of each token: the same before and after masking.</summary>
    public string Outline(string text)
    {
        var skeleton = Skeleton.Of(text, pseudonyms);
        skeleton.Cut(maxLength);
        return Settle(skeleton, also: null) ? skeleton.Text : "";
    }

    /// <summary>Turns the border tokens of a text into those of an incident.</summary>
    public string ForIncident(string text, Guid incident) => Skeleton.Of(text, pseudonyms).ForIncident(pseudonyms, incident);

    /// <summary>Whether a text has tokens, or something in their form.</summary>
    public bool HasTokens(string text) => Skeleton.Of(text, pseudonyms).Text.Contains(Skeleton.Atom, StringComparison.Ordinal);

    private bool Settle(Skeleton skeleton, Func<string, SecretSpan?>? also)
    {
        try
        {
            for (var pass = 0; pass < MostPasses; pass++)
            {
                var spans = finder.Find(skeleton.Text);
                if (also?.Invoke(skeleton.Text) is { } own && AssignmentRule.IsSecret(skeleton.Text.AsSpan(own.Start, own.Length)))
                {
                    spans.Add(own);
                    SecretSpan.Join(spans);
                }
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
}
