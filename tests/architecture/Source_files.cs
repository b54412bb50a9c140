using System.Text.RegularExpressions;

namespace Pipeline.Architecture.Tests;

/// <summary>What a reviewer would refuse and no analyzer sees.</summary>
public sealed partial class Source_files
{
    private const int MostLines = 300;

    [Fact]
    public void Have_at_most_300_lines() =>
        Rule.Holds(Repository.Sources.Where(s => s.Lines.Length > MostLines).Select(s => $"{s.Path}: {s.Lines.Length} lines"));

    [Fact]
    public void Name_no_type_after_nothing() => Rule.Holds(Found(VagueType()));

    [Fact]
    public void Leave_nothing_to_do() => Rule.Holds(Found(Unfinished()));

    [Fact]
    public void Skip_no_test() => Rule.Holds(Found(Skipped()));

    [Fact]
    public void Have_the_namespace_of_their_folder() => Rule.Holds(
        from source in Repository.Sources
        let project = Repository.Projects.Values.Single(p => source.Path.StartsWith(p.Folder + "/", StringComparison.Ordinal))
        let expected = project.Name + string.Concat(
            Path.GetDirectoryName(source.Path)![project.Folder.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => "." + part))
        let declared = source.Lines.Select(line => Namespace().Match(line)).FirstOrDefault(m => m.Success)?.Groups[1].Value
        where declared is not null && declared != expected
        select $"{source.Path} is in {declared}, not {expected}");

    /// <summary>Lines that match, with their place; this file, which holds the words, is left out.</summary>
    private static IEnumerable<string> Found(Regex what) =>
        from source in Repository.Sources
        where !source.Path.EndsWith($"/{nameof(Source_files)}.cs", StringComparison.Ordinal)
        from line in source.Lines.Index()
        where what.IsMatch(line.Item)
        select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) \w*(Helpers?|Managers?|Utils?|Utilit(y|ies)|Misc)\b")]
    private static partial Regex VagueType();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bSkip = |Assert\.True\(true\)|\[Fact\(Explicit")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex Namespace();
}
