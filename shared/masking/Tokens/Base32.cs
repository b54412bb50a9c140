namespace Pipeline.Masking.Tokens;

/// <summary>RFC 4648 base 32 in lower case, for whole groups of five bytes, so without padding.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <param name="bytes">Length a multiple of 5.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length / 5 * 8];
        for (var group = 0; group < bytes.Length / 5; group++)
        {
            var bits = 0UL;
            foreach (var b in bytes.Slice(group * 5, 5))
                bits = (bits << 8) | b;
            for (var i = 7; i >= 0; i--, bits >>= 5)
                text[(group * 8) + i] = Alphabet[(int)(bits & 31)];
        }
        return new string(text);
    }

    /// <returns>False when a character is not of the alphabet or the lengths do not fit.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length % 8 != 0 || bytes.Length != text.Length / 8 * 5)
            return false;
        for (var group = 0; group < text.Length / 8; group++)
        {
            var bits = 0UL;
            foreach (var c in text.Slice(group * 8, 8))
            {
                var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
                if (digit < 0)
                    return false;
                bits = (bits << 5) | (uint)digit;
            }
            for (var i = 4; i >= 0; i--, bits >>= 8)
                bytes[(group * 5) + i] = (byte)bits;
        }
        return true;
    }
}
