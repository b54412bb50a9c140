using System.Reflection;

namespace Pipeline.Architecture.Tests;

/// <summary>The program's own assemblies.</summary>
internal static class Ours
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Repository.Projects.Values.Where(p => p.Area != "tests")
            .Select(p => Assembly.Load(p.IsCommandLine ? "pipeline" : p.Name)),
    ];

    public static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetTypes())];

    /// <summary>Whether an assembly can use what hosting offers; the libraries below it cannot.</summary>
    public static bool KnowsHosting(Assembly assembly) =>
        assembly == typeof(Hosting.PipelineOptions).Assembly
        || assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(Hosting.PipelineOptions).Assembly.GetName().Name);
}
