using System.Xml.Linq;

namespace Pipeline.Architecture.Tests;

/// <summary>A project of the solution, as its file says.</summary>
/// <param name="Path">From the root of the tree: "services/detector/Pipeline.Detector.csproj".</param>
/// <param name="References">Paths of the projects that it references itself.</param>
/// <param name="Packages">Names of the packages that it references itself.</param>
internal sealed record Project(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    /// <summary>"Pipeline.Detector".</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>"services/detector".</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>"services", "shared" or "tests".</summary>
    public string Area => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>"detector".</summary>
    public string Subject => System.IO.Path.GetFileName(Folder);

    public bool IsCommandLine => Path == "services/cli/Pipeline.Cli.csproj";

    /// <summary>Reads a project file.</summary>
    /// <param name="path">From the root of the tree.</param>
    public static Project Read(string path)
    {
        var file = XDocument.Load(Repository.Absolute(path));
        return new Project(
            path, [.. Included("ProjectReference").Select(reference => Repository.Resolve(path, reference))], [.. Included("PackageReference")]);

        IEnumerable<string> Included(string element) =>
            file.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
    }

    public override string ToString() => Path;
}
