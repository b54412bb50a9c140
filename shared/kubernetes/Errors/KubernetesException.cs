namespace Pipeline.Kubernetes.Errors;

/// <summary>A request was not answered with what was asked for. The type says what can be done about it.</summary>
public abstract class KubernetesException : Exception
{
    private protected KubernetesException(string message, Failure failure)
        : base(message, failure.Inner) =>
        (Status, RetryAfter, Request) = (failure.Status, failure.RetryAfter, failure.Request);

    /// <summary>What the server said; null when nothing of it was heard.</summary>
    public ApiStatus? Status { get; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>"PATCH /apis/apps/v1/namespaces/shop/deployments/cart".</summary>
    public string Request { get; }

    /// <summary>
    /// The request was a write, and it is not known whether it took effect: read before writing again. True for writes that broke off
    /// or timed out and for 5xx answers to them.
    /// </summary>
    public bool MayHaveTakenEffect { get; internal init; }

    /// <summary>Whether the same request may succeed later without anybody doing anything.</summary>
    public abstract bool IsTransient { get; }
}
