namespace Pipeline.Kubernetes.Errors;

/// <summary>What came back is no answer of this API: HTML of a proxy, a redirect, broken or endless JSON.</summary>
public sealed class UnexpectedAnswerException : KubernetesException
{
    internal UnexpectedAnswerException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
