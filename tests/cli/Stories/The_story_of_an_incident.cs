using Pipeline.Cli.Incidents.Story;
using Pipeline.Incidents.Events;

namespace Pipeline.Cli.Tests.Stories;

public sealed class The_story_of_an_incident
{
    [Fact]
    public void Begins_with_what_to_do_while_people_are_asked() =>
        Golden.Equal("awaiting-approval.txt", Golden.TextOf(Of(Some.AwaitingApproval, minute: 6, " --data-dir /srv/pipeline").Render()));

    [Fact]
    public void Ends_with_what_was_done_and_how_it_was_verified() =>
        Golden.Equal("resolved.txt", Golden.TextOf(Of(Some.Resolved, minute: 60).Render()));

    [Fact]
    public void Says_what_a_person_may_do_after_a_rejection()
    {
        var text = Golden.TextOf(Of(Some.Rejected, minute: 2).Render());

        Assert.Contains("pipeline incidents reopen ", text, StringComparison.Ordinal);
        Assert.Contains("Not during [the] sale.�[2J", text, StringComparison.Ordinal); // markup and escape sequences stay text
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Goes_on_past_an_event_of_a_newer_program()
    {
        IReadOnlyList<TimelineEvent> events =
        [
            .. Some.Proposed,
            new(99, Some.At(1), Some.At(1), Some.Ana, "plan_costed", null),
        ];

        var text = Golden.TextOf(Of(events, minute: 2).Render());

        Assert.Contains("plan_costed (written by a newer program", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_words_for_every_event()
    {
        var facts = typeof(IncidentEvent).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name).ToHashSet();
        var unworded = Stored.Facts().Where(fact => EventWording.Of(new(1, Some.Noon, Some.Noon, Some.Ana, "x", fact)) == fact.GetType().Name);

        Assert.Empty(unworded);
        Assert.Equal(facts, Stored.Facts().Select(fact => fact.GetType().Name).ToHashSet());
    }

    private static IncidentStory Of(IReadOnlyList<TimelineEvent> events, int minute, string sameOptions = "") =>
        IncidentStory.Of(events, Some.At(minute), sameOptions)!;
}
