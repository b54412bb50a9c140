namespace Pipeline.Kubernetes.Watching;

public enum WatchEventType
{
    /// <summary>The server has accepted the watch. Comes first, from this client; the object and the metadata say nothing.</summary>
    Opened,

    Added,
    Modified,

    /// <summary>The object is as it last was, but for a newer resourceVersion. Also said when it leaves the selector.</summary>
    Deleted,

    /// <summary>Nothing happened up to here.</summary>
    Bookmark,
}
