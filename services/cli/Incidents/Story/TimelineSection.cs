using Pipeline.Cli.Rendering;
using Pipeline.Incidents;
using Spectre.Console;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>Each event in words, with its time and who caused it.</summary>
internal static class TimelineSection
{
    private const int LongestWording = 400;

    public static Section Of(IncidentStory story)
    {
        var section = new Section("Timeline (UTC)");
        foreach (var e in story.Events)
            section.Add(Line(e, story.Incident.OpenedAt));
        return section;
    }

    /// <summary>One event as a line of markup.</summary>
    /// <param name="e">The event.</param>
    /// <param name="day">Times of another day show their date.</param>
    public static string Line(TimelineEvent e, DateTimeOffset day)
    {
        var actor = e.Actor.Kind == ActorKind.Person ? $"[bold]{Untrusted.Markup(e.Actor.Name)}[/]" : Untrusted.Markup(e.Actor.Name);
        return $"[grey]{Times.Short(e.At, day)}[/] {actor}[grey]:[/] {Untrusted.Line(EventWording.Of(e), LongestWording).EscapeMarkup()}";
    }
}
