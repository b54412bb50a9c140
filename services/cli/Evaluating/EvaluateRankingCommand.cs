using System.CommandLine;
using System.Globalization;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Ranking;
using Pipeline.Cli.Rendering;
using Pipeline.Detection.Ranking;
using Spectre.Console;

namespace Pipeline.Cli.Evaluating;

/// <summary><c>pipeline evaluate ranking</c>: rankings of cases whose cause is known.</summary>
internal static class EvaluateRankingCommand
{
    public static Command Create(CliEnvironment environment, Option<string> output)
    {
        var data = new Option<string>("--data") { Description = "A tree of folders with metrics.csv[.gz] and case.json: inject_time, service, fault.", Required = true, HelpName = "DIR" };
        var late = new Option<long>("--late") { Description = "Seconds by which the time that is given is late; negative for early.", HelpName = "SECONDS" };
        var command = new Command("ranking", "Score rankings of root causes on metrics: is the true service among the first?") { data, late };
        command.Does((parsed, cancellationToken) =>
        {
            var scores = new SortedDictionary<string, RankingScore>(StringComparer.Ordinal) { [""] = new() };
            foreach (var one in RankingCase.FindAll(parsed.GetRequiredValue(data)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (one.Service is null)
                    throw new CommandException(ExitCode.Error, $"{one.Id}/{RankingCase.FileName} names no service; it must say who was the cause.");
                var services = (one with { At = one.At + parsed.GetValue(late) }).Rank(CallGraph.Unknown).Services.Select(service => service.Name).ToArray();
                foreach (var group in new[] { "", one.Fault ?? "unknown fault", $"{Path.GetDirectoryName(one.Id)}/" }.Distinct(StringComparer.Ordinal))
                {
                    if (!scores.TryGetValue(group, out var score))
                        scores[group] = score = new RankingScore();
                    score.Add(services, one.Service);
                }
            }

            if (parsed.IsJson(output))
                environment.Terminal.Show(scores.ToDictionary(s => s.Key.Length == 0 ? "all" : s.Key, s => new { s.Value.Cases, ac1 = s.Value.Within(1), ac3 = s.Value.Within(3), ac5 = s.Value.Within(5), avg5 = s.Value.Average }), Json.Indented);
            else
                environment.Terminal.Show(Table(scores));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Table Table(SortedDictionary<string, RankingScore> scores)
    {
        var table = new Table().AddColumns("", "cases", "AC@1", "AC@3", "AC@5", "Avg@5");
        foreach (var (group, score) in scores)
        {
            table.AddRow(
                Untrusted.Markup(group.Length == 0 ? "all" : group), score.Cases.ToString(CultureInfo.InvariantCulture),
                Number(score.Within(1)), Number(score.Within(3)), Number(score.Within(5)), Number(score.Average));
        }

        table.Caption("NSigma on Nezha cases kept back for judging, Avg@5: Online Boutique 0.644, Train Ticket 0.094, all 0.453; CPU faults AC@1 0.67. BARO on Sock Shop: 0.992, 60 s late 0.980.");
        return table;
    }

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
