using Pipeline.Cli.Rendering;
using Pipeline.IncidentStore.Listing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Incidents;

/// <summary>A list of incidents as a table.</summary>
internal static class IncidentTable
{
    private const int LongestTitle = 80;

    public static IRenderable Of(IReadOnlyList<IncidentSummary> incidents, DateTimeOffset now)
    {
        if (incidents.Count == 0)
            return new Markup("No incidents.\n");
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("id", "state", "severity", "opened (UTC)", "entity", "what");
        table.Columns[0].NoWrap = table.Columns[1].NoWrap = true;
        foreach (var incident in incidents)
        {
            table.AddRow(
                Words.ShortId(incident.Id),
                $"[{StateStyle.Of(incident.State)}]{Untrusted.Markup(incident.State)}[/]" + Deadline(incident, now),
                $"[{StateStyle.OfSeverity(incident.Severity)}]{Untrusted.Markup(incident.Severity.ToLowerInvariant())}[/]",
                Times.Full(incident.OpenedAt),
                Untrusted.Markup(incident.Entity),
                Untrusted.Markup(incident.Title, LongestTitle));
        }

        return table;
    }

    private static string Deadline(IncidentSummary incident, DateTimeOffset now) => incident switch
    {
        { State: "awaiting-approval", ExpiresAt: { } at } => at > now ? $" [grey]({Times.Length(at - now)} left)[/]" : " [grey](expired)[/]",
        _ => "",
    };
}
