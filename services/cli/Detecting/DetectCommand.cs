using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Detecting;

/// <summary><c>pipeline detect</c>: the detectors of the pipeline on data of one's own.</summary>
internal static class DetectCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var inputFile = new Option<string?>("--input-file") { Description = "A .csv or .csv.gz: timestamp,value or many columns.", HelpName = "FILE" };
        var outputFile = new Option<string?>("--output-file") { Description = "Where the judged rows go.", HelpName = "FILE" };
        var inputDir = new Option<string?>("--input-dir") { Description = "A tree of such files, judged side by side.", HelpName = "DIR" };
        var outputDir = new Option<string?>("--output-dir") { Description = "Where the same tree of judged files goes.", HelpName = "DIR" };
        var train = new Option<string?>("--train-file") { Description = "Rows from before the input file: learned, not judged. In a tree, train.csv beside test.csv.", HelpName = "FILE" };
        var columns = new Option<string[]>("--column") { Description = "Only this column, once for each; all but the time and label when left out.", HelpName = "NAME" };
        var sensitivity = new Option<double>("--sensitivity")
        {
            Description = "2 marks rows with half the score that 1 asks for, 0.5 only rarer ones; scores stay.",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
        };
        sensitivity.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is var given && !(given > 0 && double.IsFinite(given)))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--sensitivity is {given}; it must be above 0."));
        });
        var step = new Option<double?>("--step")
        {
            Description = "Time between rows: 15s, 5m, 1h or AUTO.",
            HelpName = "STEP",
            CustomParser = Step,
        };
        var command = new Command("detect", """
            Score each row of recorded metrics as the pipeline would have, at its time: no row knows later ones.

              pipeline detect --input-file cpu.csv --output-file cpu-judged.csv
              pipeline detect --input-dir metrics --output-dir judged --sensitivity 2

            Written is timestamp,value,anomaly_score,is_anomaly,reason; of many columns one score per row with the columns that carry it.
            Scores mean the same for every series: one value in a thousand of a healthy one passes 0.25; from 0.5 on, it shows what it never did.
            A column named label is not read.
            """)
        {
            inputFile, outputFile, inputDir, outputDir, train, columns, sensitivity, step,
        };
        command.Validators.Add(result =>
        {
            var file = (result.GetValue(inputFile) is not null, result.GetValue(outputFile) is not null);
            var folder = (result.GetValue(inputDir) is not null, result.GetValue(outputDir) is not null);
            if (!((file is (true, true) && folder is (false, false)) || (file is (false, false) && folder is (true, true))))
                result.AddError("Name --input-file and --output-file, or --input-dir and --output-dir.");
            if (folder.Item1 && result.GetValue(train) is not null)
                result.AddError("--train-file goes with --input-file; in a tree, put train.csv beside test.csv.");
        });
        command.Does((parsed, cancellationToken) =>
        {
            var settings = new DetectSettings(parsed.GetValue(sensitivity), parsed.GetValue(step), parsed.GetValue(columns) ?? []);
            if (parsed.GetValue(inputDir) is { } folder)
            {
                DetectedTree.Write(folder, parsed.GetRequiredValue(outputDir)!, settings, environment.Terminal, cancellationToken);
                return Task.FromResult(ExitCode.Ok);
            }

            var target = parsed.GetRequiredValue(outputFile)!;
            var (rows, anomalies) = DetectedFile.Write(
                parsed.GetRequiredValue(inputFile)!, parsed.GetValue(train), target, settings, cancellationToken);
            environment.Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{target}: {rows} rows, {anomalies} anomalies"));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static double? Step(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return null;
        var unit = text.Length > 0 ? text[^1] : ' ';
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (seconds > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count > 0 && double.IsFinite(count))
            return count * seconds;
        result.AddError($"--step {text} is no time. Write 15s, 5m, 1h or AUTO.");
        return null;
    }
}
