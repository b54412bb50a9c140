using System.CommandLine;

namespace Pipeline.Cli.Audit;

/// <summary><c>--file</c>: an export in the place of a database.</summary>
internal static class ExportFileOption
{
    public static Option<string?> Create() => new("--file")
    {
        Description = "Read a file that `audit export` wrote, instead of a database.",
        HelpName = "EXPORT",
    };
}
