namespace Pipeline.Kubernetes.Errors;

/// <summary>403: the right is missing, or admission refuses (quota, limits, pod security, a namespace that ends).</summary>
public sealed class ForbiddenException : KubernetesException
{
    internal ForbiddenException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => false;

    /// <summary>The namespace is being deleted: nothing new can be made in it.</summary>
    public bool NamespaceIsTerminating => Status?.HasCause("NamespaceTerminating") ?? false;
}
