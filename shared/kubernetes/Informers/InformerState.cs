namespace Pipeline.Kubernetes.Informers;

/// <summary>How an informer is doing.</summary>
public sealed record InformerState
{
    /// <summary>A whole list has been read once: the cache can be relied on, as of <see cref="LastContact"/>.</summary>
    public required bool IsSynced { get; init; }

    public required InformerTrouble Trouble { get; init; }

    /// <summary>The last failure in words; null while all is well.</summary>
    public required string? Problem { get; init; }

    /// <summary>When the server was last heard: a list, an event, a bookmark, or a watch opened.</summary>
    public required DateTimeOffset? LastContact { get; init; }

    /// <summary>When the last change of an object came.</summary>
    public required DateTimeOffset? LastEvent { get; init; }

    public required long Events { get; init; }

    /// <summary>How often the whole list was read; more than one means that changes had been lost sight of.</summary>
    public required long Lists { get; init; }

    public required long Watches { get; init; }

    /// <summary>Objects that were sent and could not be understood; what the cache had of them stays.</summary>
    public required long Unreadable { get; init; }

    /// <summary>How often a handler threw.</summary>
    public required long HandlerFailures { get; init; }
}
