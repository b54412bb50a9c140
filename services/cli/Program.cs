using Pipeline.Cli.Invocation;
using Pipeline.Cli.Running;

return await PipelineCommandLine.RunAsync(
    UpCommand.WithRecordingNamed(args), CliEnvironment.OfProcess(), UpCommand.Create(), RunCommand.Create());
