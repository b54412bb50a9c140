using System.CommandLine;

namespace Pipeline.Cli.Rendering;

/// <summary><c>--output</c>: for people or for programs.</summary>
internal static class OutputOption
{
    private const string JsonFormat = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "How the result is shown: table for people, json for programs.",
            HelpName = "table|json",
            DefaultValueFactory = _ => "table",
            Recursive = true,
        };
        return option.AcceptOnlyFromAmong("table", JsonFormat);
    }

    /// <summary>Whether the result is for a program.</summary>
    public static bool IsJson(this ParseResult parsed, Option<string> option) => parsed.GetValue(option) == JsonFormat;
}
