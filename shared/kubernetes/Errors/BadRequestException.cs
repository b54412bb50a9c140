namespace Pipeline.Kubernetes.Errors;

/// <summary>400, 405, 406, 413, 415 and the like: the request itself is wrong.</summary>
public sealed class BadRequestException : KubernetesException
{
    internal BadRequestException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
