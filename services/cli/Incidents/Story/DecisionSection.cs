using Pipeline.Cli.Rendering;
using Pipeline.Incidents.Events;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>Who decided what, how they were known, and over which channel.</summary>
internal static class DecisionSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("Who decided");
        foreach (var e in story.Events)
        {
            if (Decision(e.Fact) is { } decision)
                section.Add($"[grey]{Times.Short(e.At, story.Incident.OpenedAt)}[/] {Untrusted.Markup(decision)}");
        }

        return section;
    }

    private static string? Decision(IncidentEvent? fact) => fact switch
    {
        ApprovalGiven e => $"{e.By.Name} approved plan {Words.ShortHash(e.PlanHash)} over {e.Channel} (known by {e.By.AuthenticatedBy})"
            + (e.Comment is null ? "" : $": {e.Comment}"),
        RemediationApproved { Automatic: true } e => $"the policy approved plan {Words.ShortHash(e.PlanHash)} without a person",
        RemediationRejected e =>
            $"{e.By.Name} rejected plan {Words.ShortHash(e.PlanHash)} over {e.Channel} (known by {e.By.AuthenticatedBy}): {e.Reason}",
        ApprovalExpired e => $"nobody decided on plan {Words.ShortHash(e.PlanHash)} in time",
        PlanWithdrawn e => $"plan {Words.ShortHash(e.PlanHash)} was withdrawn: {e.Reason}",
        PlanStale e => $"plan {Words.ShortHash(e.PlanHash)} was stale: {string.Join("; ", e.Failed)}",
        IncidentDismissed e => $"{e.By.Name} dismissed the incident (known by {e.By.AuthenticatedBy}): {e.Reason}",
        _ => null,
    };
}
