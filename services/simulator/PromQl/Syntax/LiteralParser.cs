namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Values of the numbers, texts and durations in a query.</summary>
internal sealed class LiteralParser(TokenReader tokens)
{
    public Expression.Number Number(Token token) =>
        NumberText.TryParse(token.Text, out var value)
            ? new Expression.Number(token.Position, value)
            : throw tokens.Error(token.Position, $"error parsing number: strconv.ParseFloat: parsing {GoString.Quote(token.Text)}: invalid syntax");

    public string Text(Token token)
    {
        try
        {
            return GoString.Unquote(token.Text);
        }
        catch (FormatException)
        {
            throw tokens.Error(token.Position, $"error unquoting string {GoString.Quote(token.Text)}: invalid syntax");
        }
    }

    /// <summary>In ms, above 0.</summary>
    public long Duration(Token token)
    {
        if (!DurationText.TryParse(token.Text, out var milliseconds))
            throw tokens.Error(token.Position, $"not a valid duration string: {GoString.Quote(token.Text)}");
        return milliseconds > 0 ? milliseconds : throw tokens.Error(token.Position, "duration must be greater than 0");
    }
}
