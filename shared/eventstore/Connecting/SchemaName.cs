using System.Text.RegularExpressions;

namespace Pipeline.EventStore.Connecting;

/// <summary>The PostgreSQL schema that holds all tables of the store. Safe to put into SQL as it is.</summary>
public sealed partial record SchemaName
{
    /// <param name="value">Lower-case letters, digits and underscores, a letter first, at most 63: needs no quotes in
    /// SQL.</param>
    /// <exception cref="ArgumentException">Anything else.</exception>
    public SchemaName(string value)
    {
        if (!Allowed().IsMatch(value))
            throw new ArgumentException(
                $"The schema name '{value}' is not usable: take a lower-case letter, then lower-case letters, digits or underscores (63 at most).",
                nameof(value));
        Value = value;
    }

    public static SchemaName Default { get; } = new("pipeline");

    public string Value { get; }

    /// <summary>Replaces each <c>{schema}</c> in a statement.</summary>
    public string In(string sql) => sql.Replace("{schema}", Value, StringComparison.Ordinal);

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex Allowed();
}
