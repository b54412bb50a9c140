using System.Reflection;

namespace Pipeline.EventStore.Schema;

/// <summary>The tables of one module, with a history of its own: <c>pipeline_migrations</c> remembers what was
/// applied.</summary>
/// <param name="Name">Unique among the modules.</param>
/// <param name="Scripts">In order; new ones go to the end.</param>
public sealed record SchemaPart(string Name, IReadOnlyList<MigrationScript> Scripts)
{
    /// <summary>Takes the embedded <c>*.sql</c> resources under a prefix, in the order of their names.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static SchemaPart FromResources(string name, Assembly assembly, string prefix)
    {
        var scripts = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => new MigrationScript(resource[prefix.Length..^".sql".Length], TextOf(assembly, resource)))
            .ToList();
        return scripts.Count > 0
            ? new(name, scripts)
            : throw new ArgumentException($"{assembly.GetName().Name} has no embedded resource '{prefix}*.sql'.", nameof(prefix));
    }

    private static string TextOf(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
