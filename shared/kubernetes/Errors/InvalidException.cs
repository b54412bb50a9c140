namespace Pipeline.Kubernetes.Errors;

/// <summary>422: the object breaks a rule. <see cref="ApiStatus.Details"/> names the fields.</summary>
public sealed class InvalidException : KubernetesException
{
    internal InvalidException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
