namespace Pipeline.EventStore.Auditing;

/// <summary>Anchoring stopped, since what is there contradicts what was signed. A person must look; nothing was
/// written.</summary>
public sealed class AuditAnchorException(string message, Exception? cause = null)
    : Exception(message + " Run 'pipeline audit verify'.", cause);
