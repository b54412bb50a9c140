using System.CommandLine;
using Pipeline.Cli.Running;

var root = new RootCommand("Incident Pipeline for Kubernetes: sees what goes wrong, says why, proposes the smallest safe repair, and does what was approved.")
{
    UpCommand.Create(),
    RunCommand.Create(),
};
// no time limit of its own at SIGTERM: the host shuts down within Pipeline's own
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
