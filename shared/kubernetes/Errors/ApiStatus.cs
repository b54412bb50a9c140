namespace Pipeline.Kubernetes.Errors;

/// <summary>The server's Status object, as far as it could be read.</summary>
/// <remarks>Proxies and the throttling filter answer plain text or HTML; then only code and message are set.</remarks>
public sealed record ApiStatus
{
    /// <summary>The HTTP code; of a Status in a watch, the one it names.</summary>
    public int Code { get; init; }

    /// <summary>"NotFound", "Conflict"; null where the server gives none, which is common with 500.</summary>
    public string? Reason { get; init; }

    public string Message { get; init; } = "";

    public StatusDetails? Details { get; init; }

    /// <summary>With 410 on a list: a token that goes on inconsistently.</summary>
    public string? Continue { get; init; }

    /// <summary>The server has not come as far as the resourceVersion it was asked for. Older ones say so only in words.</summary>
    public bool IsBehind => HasCause("ResourceVersionTooLarge") || Message.Contains("Too large resource version", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of the causes has this reason, as "DisruptionBudget" or "NamespaceTerminating".</summary>
    public bool HasCause(string reason) => Details?.Causes.Any(cause => cause.Reason == reason) ?? false;
}
