namespace Pipeline.EventStore.Auditing;

/// <summary>The audit's key file cannot be used as it is.</summary>
public sealed class AuditKeyException(string path, string reason, Exception? cause = null)
    : Exception($"The audit key '{path}' {reason}.", cause);
