using System.Globalization;
using System.Text;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Strings as Go writes them, which PromQL's literals and messages are.</summary>
public static class GoString
{
    /// <summary>The text in double quotes, with what cannot be shown escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\v' => quoted.Append("\\v"),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string Quote(char c) => c == '\'' ? "'\\''" : c == '"' ? "'\"'" : $"'{Quote(c.ToString())[1..^1]}'";

    /// <summary>The content of a literal in single or double quotes or backticks.</summary>
    /// <exception cref="FormatException">An escape is none.</exception>
    public static string Unquote(string literal)
    {
        var (quote, body) = (literal[0], literal[1..^1]);
        if (quote == '`' || !body.Contains('\\', StringComparison.Ordinal))
            return body;
        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\')
            {
                text.Append(body[i]);
                continue;
            }
            if (++i == body.Length)
                throw new FormatException("invalid syntax");
            i += Escape(body.AsSpan(i), quote, text) - 1;
        }
        return text.ToString();
    }

    private static int Escape(ReadOnlySpan<char> escape, char quote, StringBuilder text)
    {
        var plain = escape[0] switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '\'' or '"' when escape[0] == quote => quote,
            _ => '\0',
        };
        if (plain != '\0')
        {
            text.Append(plain);
            return 1;
        }
        var (start, length, style) = escape[0] switch
        {
            'x' => (1, 2, 16),
            'u' => (1, 4, 16),
            'U' => (1, 8, 16),
            >= '0' and <= '7' => (0, 3, 8),
            _ => throw new FormatException("invalid syntax"),
        };
        if (escape.Length < start + length)
            throw new FormatException("invalid syntax");
        var code = 0L;
        foreach (var digit in escape.Slice(start, length))
        {
            if (!char.IsAsciiHexDigit(digit) || (style == 8 && digit > '7'))
                throw new FormatException("invalid syntax");
            code = (code * style) + Convert.ToInt32(digit.ToString(), 16);
        }
        if (code > 0x10FFFF || code is >= 0xD800 and <= 0xDFFF)
            throw new FormatException("invalid syntax");
        text.Append(char.ConvertFromUtf32((int)code));
        return start + length;
    }
}
