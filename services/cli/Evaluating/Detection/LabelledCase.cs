namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>Labelled data of one kind at one place; read when it is its turn.</summary>
/// <param name="Group">What its results are averaged with: the name of the folder that the data set is in.</param>
/// <param name="Name">Of the case, relative to the searched folder.</param>
/// <param name="Path">Of the file or folder.</param>
internal abstract record LabelledCase(string Group, string Name, string Path)
{
    /// <summary>NAB: <c>windows.json</c> beside the files that it names in <c>data/</c>; scored as a whole.</summary>
    internal sealed record Nab(string Group, string Name, string Path) : LabelledCase(Group, Name, Path);

    /// <summary>One series, one label for each row.</summary>
    internal sealed record Series(string Group, string Name, string Path) : LabelledCase(Group, Name, Path);

    /// <summary>Many series of a machine, one label for each row, and perhaps a past that is assumed normal.</summary>
    internal sealed record Machine(string Group, string Name, string Path) : LabelledCase(Group, Name, Path);

    /// <summary>All series of a cluster's services, and when which fault was injected.</summary>
    internal sealed record Cluster(string Group, string Name, string Path) : LabelledCase(Group, Name, Path);
}
