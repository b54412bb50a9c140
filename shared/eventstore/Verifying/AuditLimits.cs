using Pipeline.EventStore.Auditing;

namespace Pipeline.EventStore.Verifying;

/// <summary>What a verification could not know, in words.</summary>
internal static class AuditLimits
{
    public static IReadOnlyList<string> Of(AuditEvidence evidence, AuditCheckpoint? last, bool knowsTypes)
    {
        var limits = new List<string>();
        if (evidence.PublicKeyPem is null)
            limits.Add("There is no public key, so no checkpoint was checked: the chain alone does not withstand somebody who recomputes it.");
        else if (last is null)
            limits.Add("Nothing is anchored yet: the chain alone does not withstand somebody who recomputes it.");
        else
            limits.Add(
                $"Anchored up to number {last.Through} (checkpoint {last.Number}, signed {last.At}). Later events are held by the chain alone: whoever can write "
                + "to the database could have recomputed it, added events at the end, or deleted the newest ones and set their stream's version back; "
                + "the last leaves no trace but unused numbers.");
        if (evidence.PublicKeyPem is not null && evidence.AnchorLines is null)
            limits.Add("There was no anchors file: a changed stretch is noticed by its root, but the event cannot be named, and checkpoints deleted at the table's end are not missed.");
        else if (last is not null)
            limits.Add("Checkpoints cut from the end of both the table and the anchors file are not missed: keep a copy of the file elsewhere.");
        if (evidence.OnlyStream is { } stream)
            limits.Add($"Only stream {stream} was looked at: other streams, the order among streams, and unused numbers were not.");
        if (!knowsTypes)
            limits.Add("The event types were not given, so mt_dotnet_type was not looked at.");
        limits.Add("Not covered: type and times in mt_streams, and everything that is no event (projections, intake, claims).");
        return limits;
    }
}
