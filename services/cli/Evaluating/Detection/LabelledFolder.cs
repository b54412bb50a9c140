namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>Finds labelled data by the shape of its files.</summary>
internal static class LabelledFolder
{
    /// <summary>All cases in a folder and below it, in the order of their names.</summary>
    public static IReadOnlyList<LabelledCase> Find(string root) =>
        [.. Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root).Order(StringComparer.Ordinal)
            .SelectMany(folder => In(folder, root))];

    private static IEnumerable<LabelledCase> In(string folder, string root)
    {
        var name = Path.GetRelativePath(root, folder);
        var parent = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(folder)))!;
        if (File.Exists(Path.Combine(folder, "windows.json")) && Directory.Exists(Path.Combine(folder, "data")))
            yield return new LabelledCase.Nab(Path.GetFileName(Path.GetFullPath(folder)), name, folder);
        else if (File.Exists(Path.Combine(folder, "metrics.csv.gz")) && File.Exists(Path.Combine(folder, "faults.json")))
            yield return new LabelledCase.Cluster(parent, name, folder);
        else if (File.Exists(Path.Combine(folder, "test.csv.gz")) && MetricFile.HeaderOf(Path.Combine(folder, "test.csv.gz")).Contains("label"))
            yield return new LabelledCase.Machine(parent, name, folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            if (MetricFile.HeaderOf(file) is ["TimeStamp", "Value", "Label"])
                yield return new LabelledCase.Series(parent, Path.GetRelativePath(root, file), file);
        }
    }
}
