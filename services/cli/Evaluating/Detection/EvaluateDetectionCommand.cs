using System.CommandLine;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary><c>pipeline evaluate detection</c>.</summary>
internal static class EvaluateDetectionCommand
{
    public static Command Create(CliEnvironment environment, Option<string> output)
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder that is searched for labelled data.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("detection", """
            Score the detectors on labelled data, with published detectors' numbers beside them.

              pipeline evaluate detection --data ../shared/data
              pipeline evaluate detection --data mine --output json | jq '.groups[].mean'

            What a folder holds is recognised by its files:
              windows.json beside data/       NAB: timestamp,value and anomaly windows
              *.csv: TimeStamp,Value,Label    one series with a label for each row
              test.csv.gz with label          the series of one machine; train.csv.gz beside it is its past
              metrics.csv.gz, faults.json     the services of a cluster and when faults were injected

            Each series is read once, from its first row to its last: no score depends on a later row.
            VUS-PR, average precision and F1 are without point adjustment; point and event F1 are at the best threshold of each series.
            """)
        {
            data,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            if (!folder.Exists)
                throw new CommandException(ExitCode.Usage, $"There is no folder {folder.FullName}.");
            var cases = LabelledFolder.Find(folder.FullName);
            if (cases.Count == 0)
                throw new CommandException(ExitCode.NotFound, $"No labelled data in {folder.FullName}. `pipeline evaluate detection --help` says what is recognised.");
            var run = new DetectionEvaluation(BankScorer.Score, environment.Terminal.Note);
            var report = await run.RunAsync(cases, cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(report, Json.Indented);
            else
                environment.Terminal.Show(DetectionTable.Of(report));
            return ExitCode.Ok;
        });
        return command;
    }
}
