namespace Pipeline.Kubernetes.Errors;

/// <summary>429: the server is throttling.</summary>
public class TooManyRequestsException : KubernetesException
{
    internal TooManyRequestsException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
