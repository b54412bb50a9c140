using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.EventStore.Ordering;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore.Writing;

namespace Pipeline.Dashboard.Live;

/// <summary>The events of all incidents in their global order, from a position on, as they come.</summary>
public sealed class ChangeFeed(PostgresEventStore events, IOptions<DashboardOptions> options, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>Follows the order until it is told to end, which is no error.</summary>
    /// <param name="after">The position of the last change that the reader has; 0 for all.</param>
    /// <param name="end">Ends it.</param>
    public async IAsyncEnumerable<Change> FollowAsync(long after, [EnumeratorCancellation] CancellationToken end)
    {
        for (var position = after; await NextPageAsync(position, end) is { } page; position = page.Position)
        {
            foreach (var e in page.Events)
            {
                if (e.Data is IncidentEvent fact)
                {
                    yield return new Change(
                        e.Sequence, e.StreamId, e.Version, e.Type, fact.At, e.RecordedAt, EventMetadataOf.Actor(e.Metadata).Name);
                }
            }
        }
    }

    /// <summary>The next events, as soon as there are some; null at the end.</summary>
    private async Task<EventPage?> NextPageAsync(long position, CancellationToken end)
    {
        try
        {
            while (true)
            {
                var page = await events.ReadAllAsync(position, PageSize, end);
                if (page.Position > position)
                    return page;
                await Task.Delay(options.Value.PollInterval, clock, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return null;
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
