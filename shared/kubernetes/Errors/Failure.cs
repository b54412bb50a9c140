namespace Pipeline.Kubernetes.Errors;

/// <summary>What is known of a failed request.</summary>
internal sealed record Failure(string Request, ApiStatus? Status = null, TimeSpan? RetryAfter = null, Exception? Inner = null);
