namespace Pipeline.EventStore.Verifying;

/// <summary>Something that cannot have come about by the store's own writing.</summary>
/// <param name="Sequence">Of the event in the global order; null when only its place in the stream is known.</param>
/// <param name="Text">For people.</param>
public sealed record AuditFinding(AuditFindingKind Kind, long? Sequence, Guid? StreamId, long? Version, string Text)
{
    /// <summary>Where in the global order to begin looking; findings are reported in this order.</summary>
    internal long Place { get; init; } = Sequence ?? long.MaxValue;
}
