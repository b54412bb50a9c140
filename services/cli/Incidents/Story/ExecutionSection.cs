using Pipeline.Cli.Rendering;
using Pipeline.Incidents.Events;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>What was done: each attempt with its outcome.</summary>
internal static class ExecutionSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("What was done");
        foreach (var (e, started) in story.All<ActionStarted>())
        {
            section.Add(
                $"[grey]{Times.Short(e.At, story.Incident.OpenedAt)}[/] step {started.Step}, attempt {started.Attempt}: [bold]{Untrusted.Markup(started.Action)}[/] on {Untrusted.Markup(started.Target.ToString())}");
            section.AddNamed("once in effect", Words.Of(started.Proof), 2);
            var outcomes = story.Events.Where(o => IdOf(o.Fact) == started.ActionId).ToList();
            foreach (var outcome in outcomes)
                section.Add($"[grey]{Times.Short(outcome.At, story.Incident.OpenedAt)}[/] {Colour(outcome)}", 2);
            if (outcomes.Count == 0)
                section.AddNamed("outcome", $"none yet; unknown after {Times.Short(started.Deadline, story.Incident.OpenedAt)}", 2);
        }

        foreach (var (_, failed) in story.All<RemediationFailed>())
            section.Add($"[red]came to a halt:[/] {Untrusted.Markup(failed.Reason)}");
        return section;
    }

    private static Guid? IdOf(IncidentEvent? fact) => fact switch
    {
        ActionSucceeded e => e.ActionId,
        ActionFailed e => e.ActionId,
        ActionOutcomeUnknown e => e.ActionId,
        _ => null,
    };

    private static string Colour(TimelineEvent outcome)
    {
        var colour = outcome.Fact switch
        {
            ActionSucceeded => "green",
            ActionFailed => "red",
            _ => "yellow",
        };
        return $"[{colour}]{Untrusted.Markup(EventWording.Of(outcome))}[/]";
    }
}
