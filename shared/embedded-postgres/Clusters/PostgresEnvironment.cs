using System.Collections;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>The environment of PostgreSQL's programs: the C locale, and no PG* variable of somebody else's server.</summary>
internal static class PostgresEnvironment
{
    public static IReadOnlyDictionary<string, string?> Clean
    {
        get
        {
            var changes = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(variable => (string)variable.Key)
                .Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal))
                .ToDictionary(name => name, _ => (string?)null);
            changes["LC_ALL"] = "C";
            return changes;
        }
    }
}
