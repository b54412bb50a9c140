namespace Pipeline.Architecture.Tests;

/// <summary>The tree that these tests were built from.</summary>
internal static class Repository
{
    private const string Solution = "Pipeline.sln";
    private static readonly string[] Areas = ["services", "shared", "tests"];
    private static readonly string[] Generated = ["bin", "obj", "node_modules"];

    /// <summary>Every project, by its path.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } =
        Files("*.csproj").Select(Project.Read).ToDictionary(project => project.Path);

    /// <summary>Every source file that a person wrote: its path and its lines.</summary>
    public static IReadOnlyList<(string Path, string[] Lines)> Sources { get; } =
        [.. Files("*.cs").Select(path => (path, File.ReadAllLines(Absolute(path))))];

    /// <summary>The projects that a project reaches, itself not included.</summary>
    public static IReadOnlyCollection<Project> Reachable(Project from)
    {
        var (found, open) = (new HashSet<Project>(), new Stack<Project>([from]));
        while (open.TryPop(out var project))
        {
            foreach (var reference in project.References.Select(path => Projects[path]))
            {
                if (found.Add(reference))
                    open.Push(reference);
            }
        }

        return found;
    }

    public static string SolutionText() => File.ReadAllText(Absolute(Solution)).Replace('\\', '/');

    /// <param name="path">From the root of the tree.</param>
    public static string Absolute(string path) => Path.Combine(Root(), path);

    /// <summary>The path, from the root, of what a file names from its own folder.</summary>
    public static string Resolve(string file, string relative) =>
        Path.GetRelativePath(Root(), Path.GetFullPath(Path.Combine(Root(), Path.GetDirectoryName(file)!, relative.Replace('\\', '/'))));

    private static IEnumerable<string> Files(string pattern) => Areas
        .SelectMany(area => Directory.EnumerateFiles(Absolute(area), pattern, SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root(), path))
        .Where(path => !path.Split('/').Any(Generated.Contains))
        .Order(StringComparer.Ordinal);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{Solution} is nowhere above {AppContext.BaseDirectory}: run these tests from the tree.");
    }
}
