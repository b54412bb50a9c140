namespace Pipeline.Kubernetes.Errors;

/// <summary>404: no such object, no such kind, or no such namespace for it. For a delete that is as good as done.</summary>
public sealed class NotFoundException : KubernetesException
{
    internal NotFoundException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
