using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.IncidentStore.Writing;
using Pipeline.Incidents.Events;

namespace Pipeline.Dashboard.Live;

/// <summary>The events of all incidents in their global order, from a position on, as they come.</summary>
public sealed class ChangeFeed(PostgresEventStore events, IOptions<DashboardOptions> options, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>Follows the order without end.</summary>
    /// <param name="after">The position of the last change that the reader has; 0 for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Change> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var position = after; ;)
        {
            var page = await events.ReadAllAsync(position, PageSize, cancellationToken);
            foreach (var e in page.Events)
            {
                if (e.Data is IncidentEvent fact)
                {
                    yield return new Change(
                        e.Sequence, e.StreamId, e.Version, e.Type, fact.At, e.RecordedAt, EventMetadataOf.Actor(e.Metadata).Name);
                }
            }

            if (page.Position == position)
                await Task.Delay(options.Value.PollInterval, clock, cancellationToken);
            position = page.Position;
        }
    }
}

/// <summary>Something happened in an incident.</summary>
/// <param name="Position">Its place in the global order: where a reader goes on.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Version">Its place in the incident.</param>
/// <param name="Type">The event's alias.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="Actor">Who caused it.</param>
public sealed record Change(
    long Position, Guid IncidentId, long Version, string Type, DateTimeOffset At, DateTimeOffset RecordedAt, string Actor);
