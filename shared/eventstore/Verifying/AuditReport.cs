namespace Pipeline.EventStore.Verifying;

/// <summary>The outcome of a verification, and how far it can be trusted.</summary>
/// <param name="AnchoredThrough">Up to this number the events are held against signed checkpoints; 0 when there are
/// none.</param>
/// <param name="AnchoredAt">When the last of them was signed, as the checkpoint says.</param>
/// <param name="Findings">In global order: the first names the first event that was touched. Empty when nothing was
/// found.</param>
/// <param name="Doubts">What may be innocent, such as unused numbers after the last checkpoint.</param>
/// <param name="Limits">What this verification could not know.</param>
public sealed record AuditReport(
    long Events, long Streams, long AnchoredThrough, string? AnchoredAt, IReadOnlyList<AuditFinding> Findings,
    IReadOnlyList<string> Doubts, IReadOnlyList<string> Limits)
{
    public bool IsIntact => Findings.Count == 0;

    public AuditFinding? First => Findings.Count > 0 ? Findings[0] : null;
}
