using System.CommandLine;
using Pipeline.Cli.Invocation;
using Pipeline.EmbeddedPostgres.Folders;

namespace Pipeline.Cli.Instances;

/// <summary><c>--data-dir</c>: the data folder of an <c>up</c> on this machine.</summary>
internal sealed class DataFolderOption(CliEnvironment environment)
{
    private const string Variable = "PIPELINE__DATADIRECTORY";

    private readonly Option<string?> _folder = new("--data-dir")
    {
        Description = $"Data folder of a `pipeline up` on this machine; or {Variable}; {DataFolders.Default} when left out.",
        HelpName = "D",
        Recursive = true,
    };

    public void AddTo(Command command) => command.Add(_folder);

    /// <summary>Whether it stands on the command line.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_folder) is not null;

    /// <summary>The folder that is meant, a full path.</summary>
    public string Of(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(_folder) ?? environment.Variable(Variable) ?? DataFolders.Default);

    /// <summary>What a further command needs to mean the same folder: " --data-dir D", or nothing.</summary>
    public string Again(ParseResult parsed) => parsed.GetValue(_folder) is { } folder ? $" --data-dir {folder}" : "";
}
