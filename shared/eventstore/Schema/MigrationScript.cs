using System.Text;
using Pipeline.Canonical;

namespace Pipeline.EventStore.Schema;

/// <summary>One step of a part of the schema; once released, it never changes: a correction is a further script.</summary>
/// <param name="Name">Unique in its part, such as <c>001-streams</c>.</param>
/// <param name="Sql">Statements with <c>{schema}</c> before each table and function; may not commit.</param>
public sealed record MigrationScript(string Name, string Sql)
{
    /// <summary>Hash of the text, line ends and the schema's real name left out.</summary>
    public string Hash { get; } = ContentHash.Of(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n")));
}
