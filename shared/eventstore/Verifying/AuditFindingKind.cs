namespace Pipeline.EventStore.Verifying;

/// <summary>What was done to the record.</summary>
public enum AuditFindingKind
{
    /// <summary>An event is not what was written, with or without a recomputed chain.</summary>
    EventEdited,

    /// <summary>An event that was written is gone.</summary>
    EventDropped,

    /// <summary>An event is there that was not written then.</summary>
    EventInserted,

    /// <summary>Events changed places.</summary>
    EventReordered,

    /// <summary>Events are there, but marked so that readers pass them over or read something else in their place.</summary>
    EventHidden,

    /// <summary>The .NET type beside an event is that of another alias.</summary>
    EventMistyped,

    /// <summary>A whole stream that was written is gone.</summary>
    StreamVanished,

    /// <summary>A stream's row is missing, or says another number of events than there are.</summary>
    StreamRowMismatch,

    /// <summary>A checkpoint or its signature is not what the key signed.</summary>
    AnchorEdited,

    /// <summary>A checkpoint is gone from the file or from the table.</summary>
    AnchorMissing,

    /// <summary>Two checkpoints of one number differ, though both are signed.</summary>
    AnchorsDisagree,

    /// <summary>The events of an anchored stretch no longer give its root; without the file's leaves nothing is nearer
    /// known.</summary>
    StretchChanged,
}
