namespace Pipeline.Kubernetes.Errors;

/// <summary>429 on an eviction because a disruption budget does not allow it now: no throttling, so it is not retried here.</summary>
/// <remarks>Ask again every 5 seconds, as kubectl does, until a deadline of your own; never delete the pod instead.</remarks>
public sealed class DisruptionBudgetException : TooManyRequestsException
{
    internal DisruptionBudgetException(string message, Failure failure)
        : base(message, failure)
    {
    }

    /// <summary>"The disruption budget cart needs 3 healthy pods and has 3 currently".</summary>
    public string? Explanation => Status?.Details?.Causes.FirstOrDefault(cause => cause.Reason == "DisruptionBudget")?.Message;

    /// <summary>The budget is so new that its controller has not looked at it.</summary>
    public bool IsBudgetNew => RetryAfter > TimeSpan.Zero;
}
