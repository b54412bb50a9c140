using System.Text;

namespace Pipeline.Kubernetes.Transport;

/// <summary>A header with several values as one line for each, in UTF-8.</summary>
/// <remarks>
/// SocketsHttpHandler joins the values of a header by commas, and an API server takes "a, b" in Impersonate-Group for one group. Over
/// HTTP/1.1 a header's bytes are written as its encoding gives them, so the encoding ends the line and begins the next one. HTTP/2 has no
/// lines: a request with such a header must go by 1.1.
/// </remarks>
internal sealed class RepeatedHeader(string name) : Encoding
{
    /// <summary>Between two values: of Unicode's private use, so that it stands in no name.</summary>
    private const char Separator = '\uE0A0';

    private const string Prefix = "Impersonate-";
    private readonly string _nextLine = $"\r\n{name}: ";

    /// <summary>The encoding of a header that may be repeated; null for the others.</summary>
    public static Encoding? EncodingOf(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? new RepeatedHeader(name) : null;

    /// <returns>What to set as the header's one value.</returns>
    /// <exception cref="ArgumentException">A value holds what no header can.</exception>
    public static string Join(string name, IReadOnlyList<string> values) =>
        values.FirstOrDefault(value => value.Any(c => char.IsControl(c) || c == Separator)) is { } wrong
            ? throw new ArgumentException($"\"{wrong}\" can be no value of {name}", nameof(values))
            : string.Join(Separator, values);

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(Lines(chars.AsSpan(index, count)));

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    /// <inheritdoc/>
    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes) => UTF8.GetBytes(Lines(chars), bytes);

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount * _nextLine.Length);

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

    private string Lines(ReadOnlySpan<char> chars) => chars.ToString().Replace(Separator.ToString(), _nextLine, StringComparison.Ordinal);
}
