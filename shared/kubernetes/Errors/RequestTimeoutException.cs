namespace Pipeline.Kubernetes.Errors;

/// <summary>No answer in time, here or at the server (408, 504).</summary>
public sealed class RequestTimeoutException : KubernetesException
{
    internal RequestTimeoutException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
