using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.PromQl.Matching;

/// <summary>Regular expressions in RE2's syntax, which Prometheus takes, matched in time linear to the text.</summary>
/// <remarks>
/// .NET's engine without backtracking has RE2's guarantee and nearly its syntax. Translated: classes of ASCII (\d \w \s are Unicode in .NET),
/// POSIX classes, \Q…\E, (?P&lt;name&gt;…), "[" inside of a class, end of text. What RE2 refuses is refused: look-around, backreferences.
/// </remarks>
public static class Re2Pattern
{
    private const int LongestPattern = 10_000;
    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>The expression that a whole text must match.</summary>
    /// <exception cref="FormatException">RE2 would refuse it.</exception>
    public static Regex Anchored(string pattern)
    {
        if (pattern.Length > LongestPattern)
            throw Refused("expression is too large", pattern);
        try
        {
            return new Regex($@"\A(?:{Translate(pattern)})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw e is RegexParseException parse ? Refused(Reason(parse.Error), Culprit(parse.Error, pattern)) : Refused(e.Message, pattern);
        }
        catch (NotSupportedException)
        {
            throw Refused("invalid or unsupported Perl syntax", pattern); // a backreference, look-around, an atomic group
        }
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
                i += Escape(pattern, i, inClass, text);
            else if (inClass)
            {
                if (c == '[' && Posix(pattern, i) is { } posix)
                {
                    text.Append(posix.Ranges);
                    i += posix.Length - 1;
                }
                else if (c == '[')
                    text.Append(@"\[");
                else
                {
                    text.Append(c);
                    inClass = c != ']';
                }
            }
            else if (c == '[')
            {
                text.Append(c);
                if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    text.Append(pattern[++i]);
                if (i + 1 < pattern.Length && pattern[i + 1] == ']') // the first "]" stands for itself
                {
                    text.Append(@"\]");
                    i++;
                }
                inClass = true;
            }
            else if (c == '$')
                text.Append(@"\z");
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?"))
                i += Group(pattern, i, text);
            else
                text.Append(c);
        }
        return inClass ? throw Refused("missing closing ]", Culprit(RegexParseError.UnterminatedBracket, pattern)) : text.ToString();
    }

    private static int Group(string pattern, int at, StringBuilder text)
    {
        if (pattern.AsSpan(at).StartsWith("(?P<"))
        {
            text.Append("(?<");
            return 3;
        }
        var next = at + 2 < pattern.Length ? pattern[at + 2] : '\0';
        if (next is not (':' or 'i' or 's' or 'm' or '-')) // of .NET's others RE2 knows none; (?U) nobody can give
            throw Refused("invalid or unsupported Perl syntax", pattern);
        text.Append("(?");
        return 1;
    }

    private static int Escape(string pattern, int at, bool inClass, StringBuilder text)
    {
        var (c, end) = (pattern[at + 1], inClass ? "" : "]");
        var start = inClass ? "" : "[";
        switch (c)
        {
            case 'd':
                text.Append(start).Append("0-9").Append(end);
                break;
            case 'w':
                text.Append(start).Append("0-9A-Za-z_").Append(end);
                break;
            case 's':
                text.Append(start).Append(@"\t\n\f\r ").Append(end);
                break;
            case 'D' when !inClass:
                text.Append("[^0-9]");
                break;
            case 'W' when !inClass:
                text.Append("[^0-9A-Za-z_]");
                break;
            case 'S' when !inClass:
                text.Append(@"[^\t\n\f\r ]");
                break;
            case 'Q' when !inClass:
                var close = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
                var literal = close < 0 ? pattern[(at + 2)..] : pattern[(at + 2)..close];
                text.Append(Regex.Escape(literal));
                return literal.Length + (close < 0 ? 1 : 3);
            case (>= '1' and <= '9') or 'G' or 'Z' or 'k' or 'C' or 'E' or 'e' or 'c' or 'u':
                throw Refused("invalid escape sequence", pattern);
            default:
                text.Append('\\').Append(c);
                break;
        }
        return 1;
    }

    private static (string Ranges, int Length)? Posix(string pattern, int at)
    {
        if (!pattern.AsSpan(at).StartsWith("[:") || pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is var close && close < 0)
            return null;
        return PosixClasses.TryGetValue(pattern[(at + 2)..close], out var ranges)
            ? (ranges, close + 2 - at)
            : throw Refused("invalid character class range", pattern);
    }

    private static string Reason(RegexParseError error) => error switch
    {
        RegexParseError.InsufficientClosingParentheses => "missing closing )",
        RegexParseError.InsufficientOpeningParentheses => "unexpected )",
        RegexParseError.UnterminatedBracket => "missing closing ]",
        RegexParseError.QuantifierAfterNothing => "missing argument to repetition operator",
        RegexParseError.NestedQuantifiersNotParenthesized => "invalid nested repetition operator",
        RegexParseError.ReversedCharacterRange => "invalid character class range",
        RegexParseError.ReversedQuantifierRange => "invalid repeat count",
        RegexParseError.UnescapedEndingBackslash => "trailing backslash at end of expression",
        RegexParseError.UnrecognizedEscape => "invalid escape sequence",
        _ => "invalid or unsupported Perl syntax",
    };

    /// <summary>The part of a pattern that RE2's message shows.</summary>
    private static string Culprit(RegexParseError error, string pattern) => error switch
    {
        RegexParseError.InsufficientClosingParentheses or RegexParseError.InsufficientOpeningParentheses => $"^(?:{pattern})$",
        RegexParseError.NestedQuantifiersNotParenthesized => Regex.Match(pattern, @"[*+?]\??[*+?]").Value,
        RegexParseError.QuantifierAfterNothing => Regex.Match(pattern, @"(?<=^|[(|])[*+?]").Value,
        RegexParseError.UnterminatedBracket => $"{pattern[Math.Max(0, pattern.LastIndexOf('['))..]})$",
        _ => pattern,
    };

    private static FormatException Refused(string reason, string pattern) => new($"error parsing regexp: {reason}: `{pattern}`");
}
