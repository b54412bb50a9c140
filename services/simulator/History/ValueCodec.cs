using System.Buffers.Binary;

namespace Pipeline.Simulator.History;

/// <summary>How the values of a series become bytes: a value like the one before costs a share of a byte, a steady counter one byte, a usual gauge two to four.</summary>
/// <remarks>
/// A stream of tokens, each a variable-length integer whose lowest three bits say what it is: so many times the same value, so many missed scrapes,
/// the change of the change of a whole number or of a number of millionths (exporters round to those), or the eight bytes of any other value.
/// State is what both sides know of the values so far.
/// </remarks>
internal static class ValueCodec
{
    /// <summary>Most bytes that a value takes.</summary>
    public const int LongestToken = 11;

    private const double Millionths = 1e6;
    private const double LargestExact = 1L << 52;

    private enum Token
    {
        Repeat,
        Gap,
        Whole,
        Fraction,
        Raw,
    }

    /// <summary>What is known of the values so far.</summary>
    public struct State
    {
        /// <summary>The last value; NaN before the first.</summary>
        public double Value;

        /// <summary>The last value in units of the scale, and its last change.</summary>
        public long Scaled;

        public long Change;

        /// <summary>Whether the scale is millionths.</summary>
        public bool IsFraction;
    }

    /// <summary>The state before the first value.</summary>
    public static State Initial => new() { Value = double.NaN };

    /// <summary>Writes that the last value came again.</summary>
    public static int WriteRepeat(Span<byte> bytes, int times) => WriteToken(bytes, Token.Repeat, (ulong)times);

    /// <summary>Writes that scrapes did not bring the series.</summary>
    public static int WriteGap(Span<byte> bytes, int scrapes) => WriteToken(bytes, Token.Gap, (ulong)scrapes);

    /// <summary>Writes a value that differs from the last one.</summary>
    public static int WriteValue(Span<byte> bytes, double value, ref State state)
    {
        if (Scale(value, state.IsFraction) is { } same)
            return WriteScaled(bytes, value, same, state.IsFraction, ref state);
        if (Scale(value, !state.IsFraction) is { } other)
            return WriteScaled(bytes, value, other, !state.IsFraction, ref state);
        var length = WriteToken(bytes, Token.Raw, 0);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[length..], value);
        state = Initial with { Value = value };
        return length + sizeof(double);
    }

    /// <summary>Reads one token.</summary>
    /// <param name="bytes">What is left of the stream; shortened by what was read.</param>
    /// <param name="state">Known of the values before, then with this one.</param>
    /// <returns>How many scrapes it stands for, and whether they have a value: that of the state.</returns>
    public static (int Scrapes, bool HasValue) Read(ref ReadOnlySpan<byte> bytes, ref State state)
    {
        var word = ReadWord(ref bytes);
        var content = word >> 3;
        switch ((Token)(word & 7))
        {
            case Token.Repeat:
                return ((int)content, true);
            case Token.Gap:
                return ((int)content, false);
            case Token.Raw:
                state = Initial with { Value = BinaryPrimitives.ReadDoubleLittleEndian(bytes) };
                bytes = bytes[sizeof(double)..];
                return (1, true);
            case var token:
                var isFraction = token == Token.Fraction;
                Switch(isFraction, ref state);
                state.Change += UnZigzag(content);
                state.Scaled += state.Change;
                state.Value = isFraction ? state.Scaled / Millionths : state.Scaled;
                return (1, true);
        }
    }

    private static int WriteScaled(Span<byte> bytes, double value, long scaled, bool isFraction, ref State state)
    {
        Switch(isFraction, ref state);
        var change = scaled - state.Scaled;
        var length = WriteToken(bytes, isFraction ? Token.Fraction : Token.Whole, Zigzag(change - state.Change));
        (state.Value, state.Scaled, state.Change) = (value, scaled, change);
        return length;
    }

    private static void Switch(bool isFraction, ref State state)
    {
        if (state.IsFraction == isFraction)
            return;
        (state.IsFraction, state.Change) = (isFraction, 0);
        state.Scaled = !isFraction ? state.Scaled / (long)Millionths
            : Math.Abs(state.Scaled) < (long)(LargestExact / Millionths) ? state.Scaled * (long)Millionths
            : 0;
    }

    /// <summary>The value as a whole number of units; null when it is none, or so large that sums could overflow.</summary>
    private static long? Scale(double value, bool isFraction)
    {
        var scaled = Math.Round(isFraction ? value * Millionths : value);
        if (!(Math.Abs(scaled) < LargestExact) || (scaled == 0 && double.IsNegative(value)))
            return null;
        return (isFraction ? scaled / Millionths : scaled) == value ? (long)scaled : null;
    }

    private static int WriteToken(Span<byte> bytes, Token token, ulong content)
    {
        var (word, length) = ((content << 3) | (ulong)token, 0);
        for (; word >= 0x80; word >>= 7)
            bytes[length++] = (byte)(word | 0x80);
        bytes[length++] = (byte)word;
        return length;
    }

    private static ulong ReadWord(ref ReadOnlySpan<byte> bytes)
    {
        var (word, shift, length) = (0UL, 0, 0);
        byte next;
        do
        {
            next = bytes[length++];
            word |= (ulong)(next & 0x7f) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        bytes = bytes[length..];
        return word;
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
