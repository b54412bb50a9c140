namespace Pipeline.Kubernetes.Watching;

public enum WatchEventType
{
    Added,
    Modified,

    /// <summary>The object is as it last was, but for a newer resourceVersion. Also said when it leaves the selector.</summary>
    Deleted,

    /// <summary>Nothing happened up to here.</summary>
    Bookmark,
}
