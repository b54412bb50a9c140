namespace Pipeline.Kubernetes.Errors;

/// <summary>409: the object has moved on, a precondition does not hold, or another manager owns a field. Read it and decide again.</summary>
public sealed class ConflictException : KubernetesException
{
    internal ConflictException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <summary>Of server-side apply: which fields others own, and who; empty for any other conflict.</summary>
    public IReadOnlyList<StatusCause> FieldConflicts => [.. Status?.Details?.Causes.Where(cause => cause.Reason == "FieldManagerConflict") ?? []];

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
