namespace Pipeline.Kubernetes.Errors;

/// <summary>410: what the request builds on (a resourceVersion, a continue token) is no longer kept. List again.</summary>
public sealed class ExpiredException : KubernetesException
{
    internal ExpiredException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
