using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pipeline.Cli.Forecasting;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Detection.Forecasting;
using Spectre.Console;

namespace Pipeline.Cli.Evaluating;

/// <summary><c>pipeline evaluate forecast</c>: forecasts of series whose end is known.</summary>
internal static class EvaluateForecastCommand
{
    private const string Truth = "truth.json";
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    public static Command Create(CliEnvironment environment, Option<string> output)
    {
        var data = new Option<string>("--data") { Description = "A folder with truth.json and a <name>.csv.gz or .csv for each of its names.", Required = true, HelpName = "DIR" };
        var command = new Command("forecast", "Score forecasts of exhaustion: what fills was foreseen an hour before, what does not raised no alert.") { data };
        command.Does((parsed, _) =>
        {
            var score = Evaluate(parsed.GetRequiredValue(data));
            if (parsed.IsJson(output))
                environment.Terminal.Show(new { score.F1, score.Recall, falseAlarmDaysPerSeriesWeek = score.FalseDaysPerWeek, score.Ratio, score.LeadHours, score.Fills, score.Foreseen, score.FalseDays }, Json.Indented);
            else
                environment.Terminal.Show(Table(score));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static ExhaustionScore Evaluate(string folder)
    {
        var truth = Path.Combine(folder, Truth);
        if (!File.Exists(truth))
            throw new CommandException(ExitCode.Error, $"There is no {truth}; it must say for each series when it is full: {{\"000\": {{\"full_at\": 1700321100}}}}, null for never.");
        var settings = new ForecastSettings();
        var score = new ExhaustionScore(Step, settings.Horizon);
        using var json = JsonDocument.Parse(File.ReadAllText(truth));
        foreach (var series in json.RootElement.EnumerateObject())
        {
            var plain = Path.Combine(folder, series.Name + ".csv");
            var forecaster = new ExhaustionForecaster(settings);
            var (times, etas) = (new List<long>(), new List<double>());
            foreach (var (_, sample) in SeriesFile.Read(File.Exists(plain) ? plain : plain + ".gz"))
            {
                times.Add(sample.At.ToUnixTimeSeconds());
                etas.Add(forecaster.Push(sample, limit: 1) is { } forecast ? Math.Round(forecast.Eta.TotalSeconds) : double.PositiveInfinity);
            }

            var full = series.Value.GetProperty("full_at");
            score.Add([.. times], [.. etas], full.ValueKind == JsonValueKind.Null ? null : full.GetInt64());
        }

        return score;
    }

    private static Table Table(ExhaustionScore score)
    {
        var table = new Table().AddColumns("", "here", "kubernetes-mixin", "Theil-Sen, 24 h");
        table.AddRow("F1", Number(score.F1), "0.62", "");
        table.AddRow(string.Create(CultureInfo.InvariantCulture, $"recall, of {score.Fills}"), Number(score.Recall), "0.893", "");
        table.AddRow("false alarm days per series-week", Number(score.FalseDaysPerWeek), "0.491", "");
        table.AddRow("forecast to true time", Number(score.Ratio), "", "1.29");
        table.AddRow("median lead, hours", score.LeadHours.ToString("F1", CultureInfo.InvariantCulture), "", "");
        table.Caption("The others' numbers are on data kept back for judging.");
        return table;
    }

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
