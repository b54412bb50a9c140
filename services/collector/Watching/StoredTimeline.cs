using Pipeline.Contracts.Timelines;
using Pipeline.IncidentStore.Timelines;

namespace Pipeline.Collector.Watching;

/// <summary>The timeline in the store.</summary>
public sealed class StoredTimeline(TimelineStore store) : ITimeline
{
    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) => store.KeepAsync(entries, cancellationToken);

    /// <inheritdoc/>
    public async Task ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        while (await store.ForgetAsync(olderThan, cancellationToken) == TimelineStore.MaximumForgotten)
        {
            // there is more
        }
    }
}
