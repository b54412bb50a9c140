using System.Diagnostics.CodeAnalysis;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Tokens;

/// <summary>What stands in the place of a sensitive value. This is the one place where its form is defined.</summary>
/// <remarks>
/// <code>
/// token    = "[masked:" kind ":" [ "i-" ] digits "]"
/// kind     = lower-case letter, then up to 31 of lower-case letter, digit, "-"
/// digits   = 32 digits of lower-case base 32 (a-z2-7) = 20 bytes: pseudonym (16), seal (4)
/// </code>
/// Without "i-" the pseudonym belongs to the value alone, as given at the border; with it, to the value within one
/// incident. Equal pseudonyms mean equal values; the kind says only how the value was recognised. The seal depends on
/// the key, so that text in this form written by somebody else is told from a token.
/// </remarks>
/// <param name="Kind">One of <see cref="SecretKinds"/>, or of a custom pattern.</param>
/// <param name="OfIncident">Whether the pseudonym belongs to one incident.</param>
/// <param name="Digits">Pseudonym and seal, 32 digits.</param>
public readonly record struct MaskedToken(string Kind, bool OfIncident, string Digits)
{
    internal const string Opening = "[masked:";
    internal const int DigitCount = 32;
    internal const int MaxKindLength = 32;
    private const string IncidentMark = "i-";

    /// <summary>Pseudonym of the value: 128 bits of an HMAC-SHA-256, then the seal's 32 bits.</summary>
    public override string ToString() => $"{Opening}{Kind}:{(OfIncident ? IncidentMark : "")}{Digits}]";

    /// <summary>Reads a whole string as a token. Says nothing about whether this installation made it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MaskedToken token)
    {
        token = default;
        return text is not null && TryReadAt(text, 0, out token, out var length) && length == text.Length;
    }

    /// <summary>Reads the token that starts at a position, if one does.</summary>
    internal static bool TryReadAt(ReadOnlySpan<char> text, int at, out MaskedToken token, out int length)
    {
        (token, length) = (default, 0);
        var rest = text[at..];
        if (!rest.StartsWith(Opening, StringComparison.Ordinal))
            return false;
        rest = rest[Opening.Length..];
        var kindEnd = rest[..Math.Min(rest.Length, MaxKindLength + 1)].IndexOf(':');
        if (kindEnd < 0 || !IsKind(rest[..kindEnd]))
            return false;
        var kind = rest[..kindEnd];
        var tail = rest[(kindEnd + 1)..];
        var ofIncident = tail.StartsWith(IncidentMark, StringComparison.Ordinal);
        if (ofIncident)
            tail = tail[IncidentMark.Length..];
        if (tail.Length <= DigitCount || tail[DigitCount] != ']' || !AreDigits(tail[..DigitCount]))
            return false;
        token = new MaskedToken(kind.ToString(), ofIncident, tail[..DigitCount].ToString());
        length = text.Length - at - tail.Length + DigitCount + 1;
        return true;
    }

    internal static bool IsKind(ReadOnlySpan<char> kind) =>
        kind.Length is > 0 and <= MaxKindLength && char.IsAsciiLetterLower(kind[0])
        && !kind.ContainsAnyExcept(Characters.Kebab);

    private static bool AreDigits(ReadOnlySpan<char> digits) =>
        !digits.ContainsAnyExcept(Characters.Base32);
}
