namespace Pipeline.Kubernetes.Errors;

/// <summary>The connection ended in the middle of a request or an answer.</summary>
public sealed class BrokenConnectionException : KubernetesException
{
    internal BrokenConnectionException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
