using System.CommandLine;

namespace Pipeline.Cli.Invocation;

/// <summary>Gives commands their action.</summary>
internal static class ClientCommand
{
    /// <summary>Runs the action with a token that Ctrl-C and SIGTERM cancel, and ends with the signal's exit code then.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var interruption = Interruption.Watch(cancellationToken);
            try
            {
                return await action(parsed, interruption.Token);
            }
            catch (OperationCanceledException) when (interruption.ExitCode is not null)
            {
                return interruption.ExitCode.Value;
            }
        });
}
