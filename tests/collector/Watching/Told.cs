using Pipeline.Collector.Changes;
using Pipeline.Collector.Failures;
using Pipeline.Collector.Watching;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;

namespace Pipeline.Collector.Tests.Watching;

/// <summary>Intake, marks and timeline in memory; they can be told to fail.</summary>
internal sealed class Told : IObservationStore, IChangeMarks, ITimeline
{
    private readonly Dictionary<string, Standing> _standing = [];
    private readonly Dictionary<string, ObjectMark> _marks = [];
    private DateTimeOffset? _lookedAt;

    public List<SymptomReport> Reports { get; } = [];

    public Dictionary<string, TimelineEntry> Timeline { get; } = [];

    public bool IsAway { get; set; }

    public Task<IReadOnlyList<Standing>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Standing>>([.. _standing.Values]);

    public Task KeepAsync(IReadOnlyList<(Telling Telling, SymptomReport Report)> tellings, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new IOException("the store is away");
        foreach (var (telling, report) in tellings)
        {
            Reports.Add(report);
            if (telling.Status == SymptomStatus.Cleared)
                _standing.Remove(telling.Standing.Key);
            else if (telling.IsNew)
                _standing[telling.Standing.Key] = telling.Standing;
        }
        return Task.CompletedTask;
    }

    Task<(IReadOnlyList<ObjectMark> Marks, DateTimeOffset? LookedAt)> IChangeMarks.LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(((IReadOnlyList<ObjectMark>)[.. _marks.Values], _lookedAt));

    public Task SaveAsync(IReadOnlyList<ObjectMark> changed, IReadOnlyList<string> gone, DateTimeOffset lookedAt, CancellationToken cancellationToken)
    {
        foreach (var mark in changed)
            _marks[mark.Key] = mark;
        foreach (var key in gone)
            _marks.Remove(key);
        _lookedAt = lookedAt;
        return Task.CompletedTask;
    }

    public Task KeepAsync(IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            Timeline[entry.Key] = entry;
        return Task.CompletedTask;
    }

    public Task ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken) => Task.CompletedTask;
}
