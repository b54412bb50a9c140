using System.CommandLine;
using System.Globalization;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.IncidentStore.Models;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Models;

/// <summary><c>pipeline model</c>: what the detector has learned.</summary>
internal static class ModelCommands
{
    private const int MetricsShown = 12;

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("model", """
            What the detector has learned: of how many series, since when, from how many values, and how well it does.

              pipeline model info
            """);
        var (connection, output) = (new ConnectionOptions(environment), OutputOption.Create());
        connection.AddTo(command);
        command.Add(output);
        var info = new Command("info", "The series by metric, what is learned of them, and what became of the incidents that they opened.");
        info.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var model = await api.ModelAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(model, Json.Indented);
            else
                environment.Terminal.Show(Shown(model, environment.Clock.GetUtcNow()));
            return ExitCode.Ok;
        });
        command.Add(info);
        return command;
    }

    private static IRenderable Shown(ModelInfo info, DateTimeOffset now)
    {
        if (info.Partitions.Count == 0)
            return new Markup("Nothing was learned yet: no metrics came.\n");
        var models = info.Partitions.Select(partition => partition.Model).ToList();
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("metric", "series");
        table.Columns[1].RightAligned();
        var byMetric = models.SelectMany(model => model.ByMetric).GroupBy(m => m.Key, m => m.Value).OrderByDescending(m => m.Sum()).ToList();
        foreach (var metric in byMetric.Take(MetricsShown))
            table.AddRow(Untrusted.Markup(metric.Key), Number(metric.Sum()));
        if (byMetric.Count > MetricsShown)
            table.AddRow($"{byMetric.Count - MetricsShown} others", Number(byMetric.Skip(MetricsShown).Sum(metric => metric.Sum())));
        var outcomes = info.Outcomes;
        return new Rows(
            new Markup($"{Number(models.Sum(m => m.Series))} series in {info.Partitions.Count} partitions, since {Times.Full(info.Partitions.Min(p => p.Since))} UTC; as of {Times.Relative(info.Partitions.Max(p => p.UpdatedAt), now)}."),
            new Markup($"{Number(models.Sum(m => m.Scored))} are compared with their past ({Number(models.Sum(m => m.Values))} values), {Number(models.Sum(m => m.Experienced))} of them know it well; sensitivity {models[0].Sensitivity.ToString("0.##", CultureInfo.InvariantCulture)}."),
            new Markup($"{Number(models.Sum(m => m.Active))} have a symptom now, {Number(models.Sum(m => m.Foreseen))} are foreseen to run full."),
            table,
            new Markup($"Incidents that metrics opened in {outcomes.Days} days: {outcomes.Opened}; dismissed as false alarms {outcomes.Dismissed}, gone by themselves {outcomes.Withdrawn}, resolved {outcomes.Resolved}, going on {outcomes.GoingOn}."));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
