namespace Pipeline.Kubernetes.Errors;

/// <summary>5xx: the server, or something between, could not.</summary>
public sealed class ServerErrorException : KubernetesException
{
    internal ServerErrorException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
