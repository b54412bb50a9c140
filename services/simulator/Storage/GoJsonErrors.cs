using System.Text;

namespace Pipeline.Simulator.Storage;

/// <summary>Why a text is no JSON, in the words of Go's encoding/json.</summary>
internal static class GoJsonErrors
{
    private const string Unexpected = "unexpected end of JSON input";

    /// <summary>The first error; null when the text is JSON.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        var position = 0;
        if (Value(utf8, ref position, "looking for beginning of value") is { } error)
            return error;
        Skip(utf8, ref position);
        return position < utf8.Length ? Invalid(utf8[position], "after top-level value") : null;
    }

    private static string? Value(ReadOnlySpan<byte> text, ref int at, string where)
    {
        Skip(text, ref at);
        if (at >= text.Length)
            return Unexpected;
        switch ((char)text[at])
        {
            case '{':
                return Object(text, ref at);
            case '[':
                return List(text, ref at);
            case '"':
                return String(text, ref at);
            case 't':
                return Literal(text, ref at, "true");
            case 'f':
                return Literal(text, ref at, "false");
            case 'n':
                return Literal(text, ref at, "null");
            case '-' or >= '0' and <= '9':
                while (at < text.Length && (char.IsAsciiDigit((char)text[at]) || (char)text[at] is '-' or '+' or '.' or 'e' or 'E'))
                    at++;
                return null;
            default:
                return Invalid(text[at], where);
        }
    }

    private static string? Object(ReadOnlySpan<byte> text, ref int at)
    {
        at++;
        Skip(text, ref at);
        if (at < text.Length && text[at] == '}')
        {
            at++;
            return null;
        }
        while (true)
        {
            Skip(text, ref at);
            if (at >= text.Length)
                return Unexpected;
            if (text[at] != '"')
                return Invalid(text[at], "looking for beginning of object key string");
            if (String(text, ref at) is { } key)
                return key;
            Skip(text, ref at);
            if (at >= text.Length)
                return Unexpected;
            if (text[at] != ':')
                return Invalid(text[at], "after object key");
            at++;
            if (Value(text, ref at, "looking for beginning of value") is { } value)
                return value;
            Skip(text, ref at);
            if (at >= text.Length)
                return Unexpected;
            if (text[at] == '}')
            {
                at++;
                return null;
            }
            if (text[at] != ',')
                return Invalid(text[at], "after object key:value pair");
            at++;
        }
    }

    private static string? List(ReadOnlySpan<byte> text, ref int at)
    {
        at++;
        Skip(text, ref at);
        if (at < text.Length && text[at] == ']')
        {
            at++;
            return null;
        }
        while (true)
        {
            if (Value(text, ref at, "looking for beginning of value") is { } value)
                return value;
            Skip(text, ref at);
            if (at >= text.Length)
                return Unexpected;
            if (text[at] == ']')
            {
                at++;
                return null;
            }
            if (text[at] != ',')
                return Invalid(text[at], "after array element");
            at++;
        }
    }

    private static string? String(ReadOnlySpan<byte> text, ref int at)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] < 0x20)
                return Invalid(text[at], "in string literal");
            else if (text[at] == '"')
            {
                at++;
                return null;
            }
        }
        return Unexpected;
    }

    private static string? Literal(ReadOnlySpan<byte> text, ref int at, string literal)
    {
        for (var i = 0; i < literal.Length; i++, at++)
        {
            if (at >= text.Length)
                return Unexpected;
            if (text[at] != literal[i])
                return Invalid(text[at], $"in literal {literal} (expecting '{literal[i]}')");
        }
        return null;
    }

    private static void Skip(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }

    /// <summary>A byte as Go quotes it.</summary>
    private static string Invalid(byte found, string where)
    {
        var shown = (char)found switch
        {
            '\'' => "\\'",
            '\n' => "\\n",
            '\t' => "\\t",
            '\r' => "\\r",
            < ' ' => $"\\x{found:x2}",
            >= (char)0x7f and < (char)0xa1 => $"\\u{(int)found:x4}",
            var c => c.ToString(),
        };
        return new StringBuilder("invalid character '").Append(shown).Append("' ").Append(where).ToString();
    }
}
