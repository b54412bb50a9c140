using Pipeline.Contracts.Timelines;

namespace Pipeline.Collector.Watching;

/// <summary>Where happenings are kept for analyses.</summary>
public interface ITimeline
{
    /// <summary>Keeps entries, masked already; harmless to repeat.</summary>
    Task KeepAsync(IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken);

    /// <summary>Deletes what is older.</summary>
    Task ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken);
}
