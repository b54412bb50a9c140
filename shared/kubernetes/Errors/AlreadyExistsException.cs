namespace Pipeline.Kubernetes.Errors;

/// <summary>409 on a create: an object of that name exists.</summary>
public sealed class AlreadyExistsException : KubernetesException
{
    internal AlreadyExistsException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
