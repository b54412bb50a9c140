namespace Pipeline.Kubernetes.Errors;

/// <summary>409: the object has moved on, a precondition does not hold, or another manager owns a field. Read it and decide again.</summary>
public sealed class ConflictException : KubernetesException
{
    internal ConflictException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
