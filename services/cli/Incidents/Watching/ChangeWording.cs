using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Live;

namespace Pipeline.Cli.Incidents.Watching;

/// <summary>Puts changes into words: the stream names the event, the incident has its content.</summary>
internal sealed class ChangeWording(ApiClient api)
{
    private const int Remembered = 100;

    private readonly Dictionary<Guid, IReadOnlyList<TimelineEvent>> _incidents = [];

    /// <summary>A change as a line of markup.</summary>
    public async Task<string> LineAsync(Change change, CancellationToken cancellationToken)
    {
        var incident = $"[cyan]{Words.ShortId(change.IncidentId)}[/]";
        try
        {
            var e = (await EventsAsync(change, cancellationToken)).First(known => known.Version == change.Version);
            return $"{incident} {TimelineSection.Line(e, e.At)}";
        }
        catch (CommandException) // the change itself is told, whatever keeps its content away
        {
            return $"{incident} [grey]{Times.Clock(change.At)}[/] {Untrusted.Markup(change.Actor)}[grey]:[/] {Untrusted.Markup(change.Type)}";
        }
    }

    private async Task<IReadOnlyList<TimelineEvent>> EventsAsync(Change change, CancellationToken cancellationToken)
    {
        if (_incidents.TryGetValue(change.IncidentId, out var known) && known[^1].Version >= change.Version)
            return known;
        if (_incidents.Count >= Remembered)
            _incidents.Clear();
        var events = await api.EventsAsync(change.IncidentId.ToString(), cancellationToken);
        return _incidents[change.IncidentId] = [.. events.Select(TimelineEvent.Of)];
    }
}
