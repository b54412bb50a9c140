namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Goes through the tokens of a query one by one, and words what is wrong with them as Prometheus does.</summary>
internal sealed class TokenReader(string query)
{
    private readonly IReadOnlyList<Token> _tokens = Lexer.Read(query);
    private int _at;

    public Token Current => _tokens[_at];

    /// <summary>The one behind the current; not to be asked for at the end.</summary>
    public Token Next => _tokens[_at + 1];

    /// <summary>The one taken last; not to be asked for at the start.</summary>
    public Token Previous => _tokens[_at - 1];

    public Token Take() => _tokens[_at++];

    /// <summary>Takes a word or mark when it is the one asked for.</summary>
    public bool TakeIf(string mark)
    {
        if (!Current.Is(mark))
            return false;
        _at++;
        return true;
    }

    /// <summary>The current token stands where it cannot.</summary>
    /// <param name="context">In what; empty for nothing in particular.</param>
    /// <param name="expected">What could stand there; empty when too much could.</param>
    public SyntaxException Unexpected(string context, string expected) => Error(
        Current.Position,
        $"unexpected {Current.Description}{(context.Length > 0 ? $" in {context}" : "")}{(expected.Length > 0 ? $", expected {expected}" : "")}");

    public SyntaxException Error(int position, string problem) => new(query, position, problem);
}
