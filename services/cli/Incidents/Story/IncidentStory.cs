using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>An incident with everything that led to where it stands.</summary>
/// <param name="Incident">What the events add up to.</param>
/// <param name="Events">In order; never empty.</param>
/// <param name="Now">What "12 min ago" is counted from.</param>
/// <param name="SameOptions">Options that lead to the same pipeline, with a blank before, for the commands that are shown.</param>
internal sealed record IncidentStory(
    Incident Incident, IReadOnlyList<TimelineEvent> Events, DateTimeOffset Now, string SameOptions)
{
    /// <summary>The story of a stream's events; null when they hold no incident.</summary>
    /// <exception cref="InvalidOperationException">They do not begin with the incident's opening.</exception>
    public static IncidentStory? Of(IReadOnlyList<TimelineEvent> events, DateTimeOffset now, string sameOptions = "") =>
        IncidentEvolution.Replay(events.Select(e => e.Fact).OfType<IncidentEvent>()) is { } incident
            ? new(incident, events, now, sameOptions)
            : null;

    /// <summary>Events of one kind, in order.</summary>
    public IEnumerable<(TimelineEvent Event, TFact Fact)> All<TFact>() where TFact : IncidentEvent =>
        Events.Where(e => e.Fact is TFact).Select(e => (e, (TFact)e.Fact!));

    /// <summary>The last plan that was proposed, also when it is off the table by now; null for none.</summary>
    public IncidentEvent.RemediationProposed? LastPlan => All<IncidentEvent.RemediationProposed>().Select(e => e.Fact).LastOrDefault();
}
