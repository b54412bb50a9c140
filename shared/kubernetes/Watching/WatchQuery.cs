using Pipeline.Kubernetes.Api;

namespace Pipeline.Kubernetes.Watching;

/// <summary>What is watched, and since when.</summary>
public sealed record WatchQuery
{
    public ListQuery Selection { get; init; } = ListQuery.Everything;

    /// <summary>The version of the list the watch goes on from; null: from some state of now, which comes first as additions.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>When the server shall end the watch.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromMinutes(5);
}
