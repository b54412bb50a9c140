using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents.Watching;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Incidents;

/// <summary><c>pipeline incidents watch</c>: what happens, as it happens.</summary>
internal static class WatchCommand
{
    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var all = new Option<bool>("--all") { Description = "Begin with the oldest event instead of the present." };
        var command = new Command("watch", """
            What happens in all incidents, line by line, until Ctrl-C.

              pipeline incidents watch
              pipeline incidents watch --all --output json | jq -c 'select(.type == "approval_requested")'

            A connection that is lost is made again, and goes on where it was.
            """)
        {
            all,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var position = parsed.GetValue(all) ? 0 : await Present.PositionAsync(api, cancellationToken);
            var titles = new ChangeWording(api);
            try
            {
                await foreach (var change in new ChangeFollower(api, environment.Clock, environment.Terminal.Note).FollowAsync(position, cancellationToken))
                {
                    if (parsed.IsJson(output))
                        environment.Terminal.Show(change, Json.Compact);
                    else
                        environment.Terminal.ShowLine(await titles.LineAsync(change, cancellationToken));
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl-C is how watching ends
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
