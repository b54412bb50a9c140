namespace Pipeline.Masking.Scanning;

/// <summary>Values of one key that are several: JSON and YAML lists on a line, YAML block scalars.</summary>
internal static class ValueLists
{
    private const int LongestList = 8_192;

    /// <summary>["one", 'two', three]: each is a secret.</summary>
    /// <param name="at">The opening bracket.</param>
    /// <returns>The first character after what was read.</returns>
    public static int Find(string text, int at, string kind, List<SecretSpan> found)
    {
        var limit = Math.Min(text.Length, at + LongestList);
        at++;
        while (at < limit && text[at] != ']')
        {
            if (char.IsWhiteSpace(text[at]) || text[at] is ',' or '[' or '{' or '}' or '\\')
            {
                if (Quotes.At(text, at).Any is false)
                {
                    at++;
                    continue;
                }
            }
            var value = ValueExtent.Read(text, at);
            var content = text.AsSpan(value.Start, value.Length);
            if (AssignmentRule.IsSecret(content))
                found.Add(new SecretSpan(value.Start, value.Length, kind, value.Quotes.Unescape(content), Named: true));
            at = Math.Max(at + 1, value.End + value.Quotes.Length);
        }
        return at;
    }

    /// <summary>Whether | or > begins a block and is not the value itself.</summary>
    public static bool IsBlock(ReadOnlySpan<char> text, int at)
    {
        at++;
        while (at < text.Length && (text[at] is '-' or '+' or ' ' or '\r' || char.IsAsciiDigit(text[at])))
            at++;
        return at < text.Length && text[at] == '\n';
    }

    /// <summary>The lines that follow and are indented deeper than the line of the key.</summary>
    /// <param name="at">The sign of the block.</param>
    public static int FindBlock(string text, int key, int at, string kind, List<SecretSpan> found)
    {
        var line = text.AsSpan(0, key).LastIndexOf('\n') + 1;
        var indent = Indent(text.AsSpan(line));
        var start = text.IndexOf('\n', at) + 1;
        var end = start;
        while (end < text.Length)
        {
            var length = text.AsSpan(end).IndexOf('\n');
            var next = length < 0 ? text.AsSpan(end) : text.AsSpan(end, length);
            if (!next.IsWhiteSpace() && Indent(next) <= indent)
                break;
            end += length < 0 ? next.Length : length + 1;
        }
        var block = text.AsSpan(start, end - start);
        var lead = block.Length - block.TrimStart().Length;
        var content = block.Trim();
        if (content.Length > 0 && AssignmentRule.IsSecret(content))
            found.Add(new SecretSpan(start + lead, content.Length, kind, Named: true));
        return end;
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(' ').Length;
}
