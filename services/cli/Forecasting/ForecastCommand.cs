using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Cli.Invocation;
using Pipeline.Detection.Forecasting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Forecasting;

/// <summary><c>pipeline forecast</c>: when what fills will be full.</summary>
internal static class ForecastCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var inputFile = new Option<string?>("--input-file") { Description = "A CSV file: timestamp,value; plain or .gz.", HelpName = "FILE" };
        var outputFile = new Option<string?>("--output-file") { Description = "Where its forecasts go.", HelpName = "FILE" };
        var inputFolder = new Option<string?>("--input-dir") { Description = "A tree of such files.", HelpName = "DIR" };
        var outputFolder = new Option<string?>("--output-dir") { Description = "Where a tree of the same names goes, without .gz.", HelpName = "DIR" };
        var limit = new Option<double>("--limit") { Description = "The value at which it is full; 1 when left out.", DefaultValueFactory = _ => 1, HelpName = "VALUE" };
        var horizon = new Option<TimeSpan>("--horizon")
        {
            Description = "The alert is up when less than this is left, held for 30 minutes; 24h when left out.",
            DefaultValueFactory = _ => new ForecastSettings().Horizon,
            CustomParser = Horizon,
            HelpName = "TIME",
        };
        var etaOnly = new Option<bool>("--eta-only") { Description = "Write timestamp and eta_seconds alone, for programs that read two columns." };
        var command = new Command("forecast", """
            Foresee when what fills will be full, row by row, each from that row and those before it.

              pipeline forecast --input-file volume.csv --output-file forecast.csv --limit 1.0
              pipeline forecast --input-dir volumes --output-dir forecasts --limit 1.0

            It writes timestamp,eta_seconds,eta_low,eta_high,alert,reason; an empty eta_seconds means that no end is foreseen.
            """)
        {
            inputFile, outputFile, inputFolder, outputFolder, limit, horizon, etaOnly,
        };
        command.Does((parsed, cancellationToken) =>
        {
            var settings = new ForecastSettings { Horizon = parsed.GetValue(horizon) };
            var columns = parsed.GetValue(etaOnly) ? ForecastColumns.Eta : ForecastColumns.All;
            var full = parsed.GetValue(limit);
            if (!double.IsFinite(full) || full <= 0)
                throw new CommandException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--limit is {full}; it must be above 0, such as 1.0 for a share."));
            switch (parsed.GetValue(inputFile), parsed.GetValue(outputFile), parsed.GetValue(inputFolder), parsed.GetValue(outputFolder))
            {
                case ({ } input, { } output, null, null):
                    var (rows, alerts) = ForecastFile.Write(input, output, full, settings, columns);
                    environment.Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{rows} rows → {output}, the alert is up in {alerts} of them"));
                    break;
                case (null, null, { } input, { } output):
                    ForecastTree.Write(input, output, full, settings, columns, environment.Terminal, cancellationToken);
                    break;
                default:
                    throw new CommandException(ExitCode.Usage, "Give --input-file with --output-file, or --input-dir with --output-dir.");
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static TimeSpan Horizon(ArgumentResult result)
    {
        if (Duration.TryParse(result.Tokens[0].Value, out var horizon) && horizon > TimeSpan.Zero && horizon <= TimeSpan.FromDays(4))
            return horizon;
        result.AddError($"--horizon is {result.Tokens[0].Value}; it must be above 0 and 4 days at most, such as 24h.");
        return default;
    }
}
