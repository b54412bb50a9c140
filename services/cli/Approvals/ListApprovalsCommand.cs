using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.IncidentStore.Listing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Approvals;

/// <summary><c>pipeline approvals list</c>: the most urgent first.</summary>
internal static class ListApprovalsCommand
{
    private static readonly IncidentQuery Waiting = new(States: ["awaiting-approval"]);

    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var command = new Command("list", """
            The plans that wait for a person, the one that expires first at the top.

              pipeline approvals list
              pipeline approvals list --output json | jq -r '.[].id'
            """);
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var waiting = await api.ListAsync(Waiting, limit: null, cancellationToken)
                .OrderBy(incident => incident.ExpiresAt ?? DateTimeOffset.MaxValue).ToListAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(waiting, Json.Indented);
            else
                environment.Terminal.Show(Table(waiting, environment.Clock.GetUtcNow()));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The list as a table.</summary>
    public static IRenderable Table(IReadOnlyList<IncidentSummary> waiting, DateTimeOffset now)
    {
        if (waiting.Count == 0)
            return new Markup("Nothing waits for approval.\n");
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("id", "left", "severity", "plan", "entity", "what");
        foreach (var incident in waiting)
        {
            table.AddRow(
                Words.ShortId(incident.Id),
                incident.ExpiresAt is not { } at ? "" : at > now ? Times.Length(at - now) : "[red]expired[/]",
                $"[{StateStyle.OfSeverity(incident.Severity)}]{Untrusted.Markup(incident.Severity.ToLowerInvariant())}[/]",
                Untrusted.Markup(Words.ShortHash(incident.PlanHash ?? "")),
                Untrusted.Markup(incident.Entity),
                Untrusted.Markup(incident.Title, 80));
        }

        return table;
    }
}
