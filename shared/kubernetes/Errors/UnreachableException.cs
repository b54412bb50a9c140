namespace Pipeline.Kubernetes.Errors;

/// <summary>No connection came about, so nothing was done: no such host, refused, or the certificates do not fit.</summary>
public sealed class UnreachableException : KubernetesException
{
    internal UnreachableException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => !IsCertificateProblem;

    /// <summary>The certificate of one side is not what the other trusts: waiting does not help.</summary>
    public bool IsCertificateProblem { get; internal init; }
}
