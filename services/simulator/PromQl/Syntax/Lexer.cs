using System.Collections.Frozen;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Cuts a query into tokens. Inside of braces every word is a label's name; behind "[" stands a duration.</summary>
internal sealed class Lexer(string query)
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["bool", "by", "group_left", "group_right", "ignoring", "offset", "on", "without", "start", "end", "inf", "nan"]);

    private static readonly FrozenSet<string> WordOperators = FrozenSet.ToFrozenSet(["and", "or", "unless", "atan2"]);

    private readonly List<Token> _tokens = [];
    private int _at;
    private int _parentheses;
    private bool _inBraces;
    private bool _inBrackets;
    private bool _colonSeen;

    /// <summary>All tokens, the end as the last one.</summary>
    /// <exception cref="SyntaxException">A character stands where none such can.</exception>
    public static IReadOnlyList<Token> Read(string query)
    {
        var lexer = new Lexer(query);
        while (lexer.Next())
        {
        }
        return lexer._tokens;
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < query.Length ? query[_at + ahead] : '\0';

    private bool Next()
    {
        while (_at < query.Length && (query[_at] is ' ' or '\t' or '\n' or '\r' || query[_at] == '#'))
        {
            if (query[_at] == '#')
                SkipComment();
            else
                _at++;
        }
        if (_at >= query.Length)
            return End();
        if (_inBraces)
            InsideBraces();
        else
            Outside();
        return true;
    }

    private void SkipComment()
    {
        var end = query.IndexOf('\n', _at);
        _at = end < 0 ? query.Length : end;
    }

    private bool End()
    {
        if (_inBraces)
            throw Error("unexpected end of input inside braces");
        if (_parentheses != 0)
            throw Error("unclosed left parenthesis");
        if (_inBrackets)
            throw Error("unclosed left bracket");
        Add(TokenKind.End, 0);
        return false;
    }

    private void InsideBraces()
    {
        var c = Current;
        if (IsAlpha(c))
            Add(TokenKind.Identifier, Run(1, IsAlphanumeric));
        else if (c is '"' or '\'' or '`')
            String();
        else if (c == ',')
            Add(TokenKind.Punctuation, 1);
        else if (c == '=')
            Add(TokenKind.Match, Peek(1) == '~' ? 2 : 1);
        else if (c == '!')
            Add(TokenKind.Match, Peek(1) is '~' or '=' ? 2 : throw Error($"unexpected character after '!' inside braces: {Shown(1)}"));
        else if (c == '}')
        {
            Add(TokenKind.Punctuation, 1);
            _inBraces = false;
        }
        else
            throw Error(c == '{' ? "unexpected left brace '{'" : $"unexpected character inside braces: {Shown(0)}");
    }

    private void Outside()
    {
        var c = Current;
        switch (c)
        {
            case ',' or '@':
                Add(TokenKind.Punctuation, 1);
                break;
            case '*' or '/' or '%' or '+' or '-' or '^':
                Add(TokenKind.Operator, 1);
                break;
            case '=' when Peek(1) == '~':
                throw Error("unexpected character after '=': '~'");
            case '=':
                Add(Peek(1) == '=' ? TokenKind.Operator : TokenKind.Match, Peek(1) == '=' ? 2 : 1);
                break;
            case '!':
                Add(TokenKind.Operator, Peek(1) == '=' ? 2 : throw Error($"unexpected character after '!': {Shown(1)}"));
                break;
            case '<' or '>':
                Add(TokenKind.Operator, Peek(1) == '=' ? 2 : 1);
                break;
            case '"' or '\'' or '`':
                String();
                break;
            case '(' or ')' or '{' or '[' or ']':
                Bracket(c);
                break;
            case ':' when _inBrackets:
                Add(TokenKind.Punctuation, _colonSeen ? throw Error("unexpected colon ':'") : 1);
                _colonSeen = true;
                break;
            default:
                if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
                    NumberOrDuration();
                else if (IsAlpha(c) || c == ':')
                    Word();
                else
                    throw Error($"unexpected character: {Shown(0)}");
                break;
        }
    }

    private void Bracket(char c)
    {
        switch (c)
        {
            case '(':
                _parentheses++;
                break;
            case ')':
                if (--_parentheses < 0)
                    throw new SyntaxException(query, _at + 1, "unexpected right parenthesis ')'");
                break;
            case '{':
                _inBraces = true;
                break;
            case '[' when _inBrackets:
                throw Error("unexpected left bracket '['");
            case ']' when !_inBrackets:
                throw Error("unexpected right bracket ']'");
            case '[' or ']':
                (_inBrackets, _colonSeen) = (c == '[', false);
                break;
        }
        Add(TokenKind.Punctuation, 1);
        if (c == '[')
            RequiredDuration();
    }

    private void RequiredDuration()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
            _at++;
        if (Number() is var number && !IsAlphanumeric(Peek(number)))
            throw Error("missing unit character in duration");
        Add(TokenKind.Duration, Duration(number, "bad duration syntax"));
    }

    private void NumberOrDuration()
    {
        var number = Number();
        if (!IsAlphanumeric(Peek(number)))
            Add(TokenKind.Number, number);
        else
            Add(TokenKind.Duration, Duration(number, "bad number or duration syntax"));
    }

    /// <summary>Length of what looks like a number; the parser finds out whether it is one.</summary>
    private int Number()
    {
        var isHex = Current == '0' && Peek(1) is 'x' or 'X';
        Func<char, bool> isDigit = isHex ? char.IsAsciiHexDigit : char.IsAsciiDigit;
        var length = Run(isHex ? 2 : 0, isDigit);
        if (Peek(length) == '.')
            length = Run(length + 1, isDigit);
        if (Peek(length) is 'e' or 'E')
            length = Run(length + (Peek(length + 1) is '+' or '-' ? 2 : 1), char.IsAsciiDigit);
        return length;
    }

    /// <summary>Length of what looks like a duration; the parser finds out whether it is one.</summary>
    private int Duration(int length, string refusal)
    {
        do
        {
            if (!"smhdwy".Contains(Peek(length), StringComparison.Ordinal) || _at + length >= query.Length)
                throw Error($"{refusal}: {GoString.Quote(query.Substring(_at, length))}");
            length += Peek(length + 1) == 's' ? 2 : 1;
            length = Run(length, char.IsAsciiDigit);
        }
        while (char.IsAsciiDigit(Peek(length - 1)));
        return IsAlphanumeric(Peek(length)) ? throw Error($"{refusal}: {GoString.Quote(query.Substring(_at, length + 1))}") : length;
    }

    private int Run(int length, Func<char, bool> belongs)
    {
        while (_at + length < query.Length && belongs(query[_at + length]))
            length++;
        return length;
    }

    private void Word()
    {
        var length = Run(1, c => IsAlphanumeric(c) || c == ':');
        var written = query.Substring(_at, length);
        var lower = written.ToLowerInvariant();
        var kind = Keywords.Contains(lower) ? TokenKind.Keyword
            : WordOperators.Contains(lower) ? TokenKind.Operator
            : Aggregations.IsOne(lower) ? TokenKind.Aggregator
            : written.Contains(':', StringComparison.Ordinal) ? TokenKind.MetricIdentifier
            : TokenKind.Identifier;
        _tokens.Add(new Token(kind, kind is TokenKind.Identifier or TokenKind.MetricIdentifier ? written : lower, _at, written));
        _at += length;
    }

    private void String()
    {
        var quote = Current;
        var end = _at + 1;
        while (end < query.Length && query[end] != quote && (quote == '`' || query[end] != '\n'))
        {
            var isEscape = query[end] == '\\' && quote != '`';
            if (isEscape && end + 1 < query.Length && !"abfnrtv\\xuU01234567".Contains(query[end + 1], StringComparison.Ordinal) && query[end + 1] != quote)
                throw Error($"unknown escape sequence U+{(int)query[end + 1]:X4} {GoString.Quote(query[end + 1])}");
            end += isEscape ? 2 : 1;
        }
        if (end >= query.Length || query[end] != quote)
            throw Error(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
        Add(TokenKind.Quoted, end + 1 - _at);
    }

    private void Add(TokenKind kind, int length)
    {
        var text = query.Substring(_at, length);
        _tokens.Add(new Token(kind, text, _at, text));
        _at += length;
    }

    private string Shown(int ahead) => _at + ahead < query.Length ? GoString.Quote(query[_at + ahead]) : "'\\U0000fffd'";

    private SyntaxException Error(string problem) => new(query, _at, problem);

    private static bool IsAlpha(char c) => c == '_' || char.IsAsciiLetter(c);

    private static bool IsAlphanumeric(char c) => IsAlpha(c) || char.IsAsciiDigit(c);
}
