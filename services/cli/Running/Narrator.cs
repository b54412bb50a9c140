using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.Hosting;
using Pipeline.Hosting.Workers;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Cli.Running;

/// <summary>Tells the person before the terminal what happens in the incidents, as it happens.</summary>
internal sealed class Narrator(
    IServiceProvider services, PostgresEventStore events, IncidentDirectory directory, UpScreen screen, UpOptions options,
    IOptions<PipelineOptions> pipeline, TimeProvider clock)
    : PipelineWorker(services)
{
    private const int PageSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private long? _position;

    /// <inheritdoc/>
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        _position ??= await BeginAsync(cancellationToken);
        while (true)
        {
            var page = await events.ReadAllAsync(_position.Value, PageSize, cancellationToken);
            foreach (var e in page.Events)
            {
                if (e.Data is IncidentEvent fact && Narration.Of(fact, Short(e.StreamId), options) is { } line)
                    screen.Happened(Short(e.StreamId), line.Colour, line.Text);
            }

            if (page.Position == _position)
                await Task.Delay(Pause, clock, cancellationToken);
            _position = page.Position;
        }
    }

    private async Task<long> BeginAsync(CancellationToken cancellationToken)
    {
        var open = await directory.ListAsync(new IncidentFilter(pipeline.Value.Cluster, OpenOnly: true), cancellationToken);
        foreach (var incident in open)
            screen.Happened(Short(incident.Id), "yellow", $"{incident.Title} goes on from before: {incident.State}");
        var newest = await events.Database.QueryAsync(
            "select coalesce(max(seq_id), 0) from {schema}.mt_events", row => row.GetInt64(0), cancellationToken);
        return open.Count == 0 && newest[0] < PageSize ? 0 : newest[0];
    }

    private static string Short(Guid incident) => incident.ToString()[..8];
}
