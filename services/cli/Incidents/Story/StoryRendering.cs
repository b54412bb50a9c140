using Pipeline.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>The whole story, in the order in which somebody at three in the morning needs it.</summary>
internal static class StoryRendering
{
    public static IRenderable Render(this IncidentStory story) => new Rows(
        [story.RenderWithoutTimeline(), TimelineSection.Of(story).Render()]);

    /// <summary>Where it stands and why, without the list of events.</summary>
    public static IRenderable RenderWithoutTimeline(this IncidentStory story)
    {
        Section[] sections =
        [
            SummaryOf(story), SymptomSection.Of(story), AnalysisSection.Of(story), PlanSection.Of(story), DecisionSection.Of(story),
            ExecutionSection.Of(story), VerificationSection.Of(story),
        ];
        return new Rows([Headline.Of(story), .. sections.Where(s => !s.IsEmpty).Select(s => s.Render())]);
    }

    private static Section SummaryOf(IncidentStory story)
    {
        var section = new Section("Summary");
        if (story.All<IncidentSummarised>().LastOrDefault().Fact is { } summary && story.Incident.Summarised)
            section.Add(Untrusted.Markup(summary.Text));
        return section;
    }
}
