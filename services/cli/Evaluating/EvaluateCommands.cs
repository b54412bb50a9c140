using System.CommandLine;
using Pipeline.Cli.Evaluating.Detection;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Evaluating;

/// <summary><c>pipeline evaluate</c>: how good the mathematics is on data whose answers are known.</summary>
internal static class EvaluateCommands
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("evaluate", """
            Score what the pipeline sees on labelled data of yours or of the public benchmarks.

            The code that scores is the code that runs in production, with one configuration for everything.

              pipeline evaluate detection --data DIR
              pipeline evaluate forecast --data DIR
              pipeline evaluate ranking --data DIR
            """);
        var output = OutputOption.Create();
        command.Add(output);
        command.Add(EvaluateDetectionCommand.Create(environment, output));
        command.Add(EvaluateForecastCommand.Create(environment, output));
        command.Add(EvaluateRankingCommand.Create(environment, output));
        return command;
    }
}
