namespace Pipeline.Collector.Changes;

/// <summary>What was last known of objects, durably.</summary>
public interface IChangeMarks
{
    /// <summary>All marks, and when somebody last looked; null for never.</summary>
    Task<(IReadOnlyList<ObjectMark> Marks, DateTimeOffset? LookedAt)> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what a look found. Harmless to repeat.</summary>
    Task SaveAsync(IReadOnlyList<ObjectMark> changed, IReadOnlyList<string> gone, DateTimeOffset lookedAt, CancellationToken cancellationToken);
}
