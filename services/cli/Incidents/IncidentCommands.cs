using System.CommandLine;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Incidents;

/// <summary><c>pipeline incidents</c>: what is going on, and what people say of it.</summary>
internal static class IncidentCommands
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("incidents", """
            List, show and watch incidents, and say something of them.

            An incident is named by its ID, or by the first digits of it (four at least):
              pipeline incidents list --open
              pipeline incidents show 2d015ef4
              pipeline incidents watch
              pipeline incidents resolve 2d015ef4 --text "The disk was replaced."
            """);
        var (connection, output) = (new ConnectionOptions(environment), OutputOption.Create());
        connection.AddTo(command);
        command.Add(output);
        command.Add(ListCommand.Create(environment, connection, output));
        command.Add(ShowCommand.Create(environment, connection, output));
        command.Add(WatchCommand.Create(environment, connection, output));
        foreach (var word in WordCommands.Create(environment, connection, output))
            command.Add(word);
        return command;
    }
}
