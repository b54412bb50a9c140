using System.CommandLine;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Approvals;

/// <summary><c>pipeline approvals</c>: what waits for a person, and what the person says.</summary>
internal static class ApprovalCommands
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("approvals", """
            List the plans that wait for a person, approve or reject one.

              pipeline approvals list
              pipeline approvals approve 2d015ef4
              pipeline approvals reject 2d015ef4 --reason "Not during the sale."

            An approval is for one plan, named by its hash: should another be on the table by then, nothing is approved.
            """);
        var (connection, output) = (new ConnectionOptions(environment), OutputOption.Create());
        connection.AddTo(command);
        command.Add(output);
        command.Add(ListApprovalsCommand.Create(environment, connection, output));
        command.Add(ApproveCommand.Create(environment, connection, output));
        command.Add(RejectCommand.Create(environment, connection, output));
        return command;
    }
}
