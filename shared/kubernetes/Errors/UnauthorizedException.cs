namespace Pipeline.Kubernetes.Errors;

/// <summary>401: the credential is not accepted; a fresh one was tried where there could be one.</summary>
public sealed class UnauthorizedException : KubernetesException
{
    internal UnauthorizedException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
