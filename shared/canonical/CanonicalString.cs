using System.Globalization;
using System.Text;

namespace Pipeline.Canonical;

/// <summary>RFC 8785 §3.2.2.2: escapes only the quote, the backslash and controls, the short way where there is
/// one.</summary>
internal static class CanonicalString
{
    public static void Append(StringBuilder text, string value, JsonPath path)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
                continue;
            }
            if (char.IsSurrogate(c))
                throw path.LoneSurrogate();
            AppendUnit(text, c);
        }
        text.Append('"');
    }

    private static void AppendUnit(StringBuilder text, char c) => _ = c switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append("\\\\"),
        '\b' => text.Append("\\b"),
        '\t' => text.Append("\\t"),
        '\n' => text.Append("\\n"),
        '\f' => text.Append("\\f"),
        '\r' => text.Append("\\r"),
        < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => text.Append(c),
    };
}
