using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pipeline.Cli.Invocation;

/// <summary>Help that shows a command's whole description with its examples, and of the commands below it one line each.</summary>
internal sealed class FirstLineHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of the root's own help.</summary>
    public static void Use(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new FirstLineHelp((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
            command.Description = command.Description?.Split('\n')[0].TrimEnd();
        return help.Invoke(parseResult);
    }
}
