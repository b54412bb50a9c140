using System.Globalization;
using Pipeline.Cli.Rendering;
using Pipeline.Incidents.State;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>What, how bad, since when, where it stands, and what to do now.</summary>
internal static class Headline
{
    public static IRenderable Of(IncidentStory story)
    {
        var incident = story.Incident;
        var state = IncidentState.NameOf(incident.Phase);
        var severity = Words.Of(incident.Severity());
        var next = NextStep.Of(incident, story.Now, story.SameOptions);
        var since = string.Create(
            CultureInfo.InvariantCulture, $"since {Times.Full(incident.OpenedAt)} UTC ({Times.Relative(incident.OpenedAt, story.Now)})");
        return new Rows(
        [
            new Markup($"[bold]{Untrusted.Markup(incident.Title)}[/]"),
            new Markup(
                $"[{StateStyle.Of(state)}]{state}[/] · [{StateStyle.OfSeverity(severity)}]{severity}[/] · {since}"
                + $" · cluster {Untrusted.Markup(incident.Key.Cluster())}" + (incident.Episode > 1 ? $" · episode {incident.Episode}" : "")),
            new Markup($"[grey]{incident.Id}[/]"),
            Text.Empty,
            new Markup($"[bold]What to do now:[/] {Untrusted.Markup(next.Advice)}"),
            .. next.Commands.Select(command => new Padder(new Markup($"[cyan]{Untrusted.Markup(command)}[/]"), new Padding(2, 0, 0, 0))),
        ]);
    }
}
