using System.Text;

namespace Pipeline.Masking.Scanning;

/// <summary>Private keys in PEM, also with escaped line breaks, also as base 64 of the whole block. Certificates stay.</summary>
internal static class PemBlocks
{
    public const string Opening = "-----BEGIN ";

    /// <summary>Base 64 of "-----BEGIN", as in a kubeconfig.</summary>
    public const string EncodedOpening = "LS0tLS1CRUdJTi";

    private const string Closing = "-----END ";
    private const string Dashes = "-----";
    private const int LongestLabel = 64;

    /// <param name="at">An <see cref="Opening"/>. A block without an end goes to the end of the text.</param>
    /// <returns>The end of the block; the position itself when it is no private key.</returns>
    public static int Find(string text, int at, List<SecretSpan> found)
    {
        var label = text.AsSpan(at + Opening.Length, Math.Min(LongestLabel, text.Length - at - Opening.Length));
        var labelEnd = label.IndexOf(Dashes, StringComparison.Ordinal);
        if (!label[..(labelEnd < 0 ? label.Length : labelEnd)].Contains("PRIVATE KEY", StringComparison.Ordinal))
            return at;
        var closing = text.IndexOf(Closing, at, StringComparison.Ordinal);
        var end = closing < 0 ? -1 : text.IndexOf(Dashes, closing + Closing.Length, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end + Dashes.Length;
        found.Add(new SecretSpan(at, end - at, SecretKinds.PrivateKey));
        return end;
    }

    /// <param name="at">An <see cref="EncodedOpening"/>.</param>
    /// <returns>The end of the base 64; the position itself when it is no private key.</returns>
    public static int FindEncoded(string text, int at, List<SecretSpan> found)
    {
        const int Head = 88; // characters of base 64: 66 bytes, label included
        Span<byte> bytes = stackalloc byte[Head];
        var head = text.AsSpan(at, EndOfRun(text, at, Math.Min(text.Length, at + Head)) - at);
        head = head[..(head.Length / 4 * 4)];
        if (!Convert.TryFromBase64Chars(head, bytes, out var written)
            || !Encoding.Latin1.GetString(bytes[..written]).Contains("PRIVATE KEY", StringComparison.Ordinal))
            return at;
        var end = EndOfRun(text, at, text.Length);
        found.Add(new SecretSpan(at, end - at, SecretKinds.PrivateKey));
        return end;
    }

    private static int EndOfRun(string text, int at, int limit)
    {
        while (at < limit && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '/' or '='))
            at++;
        return at;
    }
}
