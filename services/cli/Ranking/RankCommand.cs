using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Detection.Ranking;
using Spectre.Console;

namespace Pipeline.Cli.Ranking;

/// <summary><c>pipeline rank</c>: which service, and which of its metrics, is most likely the cause.</summary>
internal static class RankCommand
{
    private const int Shown = 10;

    public static Command Create(CliEnvironment environment)
    {
        var metrics = new Option<string?>("--metrics") { Description = "A CSV file: time in Unix seconds, then <service>_<metric>; plain or .gz.", HelpName = "FILE" };
        var at = new Option<long?>("--at") { Description = "When it began, in Unix seconds, give or take some minutes.", HelpName = "SECONDS" };
        var dependency = new Option<string?>("--dependency") { Description = "A CSV file of calls: caller,callee.", HelpName = "FILE" };
        var cases = new Option<string?>("--cases") { Description = "A tree of folders with metrics.csv[.gz] and case.json, which has inject_time.", HelpName = "DIR" };
        var ranks = new Option<string?>("--output-file") { Description = "For --cases: {\"<case>\": [\"<metric>\", …]}, the metrics of the first service first.", HelpName = "FILE" };
        var output = OutputOption.Create();
        var command = new Command("rank", """
            Rank services and metrics by how likely they caused what happened around a time.

              pipeline rank --metrics metrics.csv.gz --at 1661140440
              pipeline rank --metrics metrics.csv --at 1661140440 --dependency calls.csv --output json
              pipeline rank --cases cases --output-file ranks.json
            """)
        {
            metrics, at, dependency, cases, ranks, output,
        };
        command.Does((parsed, cancellationToken) =>
        {
            var calls = parsed.GetValue(dependency) is { } file ? DependencyFile.Read(file) : CallGraph.Unknown;
            switch (parsed.GetValue(metrics), parsed.GetValue(at), parsed.GetValue(cases), parsed.GetValue(ranks))
            {
                case ({ } path, { } time, null, null):
                    Show(environment.Terminal, Rank(path, time, calls), parsed.IsJson(output));
                    break;
                case (null, null, { } folder, { } target):
                    WriteAll(folder, target, calls, environment.Terminal, cancellationToken);
                    break;
                default:
                    throw new CommandException(ExitCode.Usage, "Give --metrics with --at, or --cases with --output-file.");
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static CauseRanking Rank(string path, long at, CallGraph calls)
    {
        try
        {
            return CauseRanker.Rank(MetricsFile.Read(path), at, calls);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: {e.Message}", e);
        }
    }

    private static void Show(Terminal terminal, CauseRanking ranking, bool asJson)
    {
        if (asJson)
        {
            terminal.Show(ranking, Json.Indented);
            return;
        }

        var table = new Table().AddColumns("", "service", "score", "why");
        foreach (var (i, service) in ranking.Services.Take(Shown).Index())
        {
            table.AddRow(
                (i + 1).ToString(CultureInfo.InvariantCulture), Untrusted.Markup(service.Name),
                service.Score.ToString("F2", CultureInfo.InvariantCulture), Untrusted.Markup(service.Reason));
        }

        terminal.Show(table);
    }

    private static void WriteAll(string folder, string target, CallGraph calls, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        var found = RankingCase.FindAll(folder);
        Parallel.ForEach(found, new ParallelOptions { CancellationToken = cancellationToken }, one =>
        {
            var ranking = one.Rank(calls);
            var byService = ranking.Metrics.ToLookup(metric => MetricName.ServiceOf(metric.Name), StringComparer.Ordinal);
            string[] metrics = [.. ranking.Services.SelectMany(service => byService[service.Name]).Select(metric => metric.Name)];
            lock (all)
            {
                all[one.Id] = metrics;
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{all.Count}/{found.Count} {one.Id}: {(ranking.Services is [var first, ..] ? first.Name : "nothing changed")}"));
            }
        });
        File.WriteAllText(target, JsonSerializer.Serialize(all, Json.Indented));
    }
}
