namespace Pipeline.Kubernetes.Transport;

/// <summary>How patient and how careful the client is.</summary>
public sealed record TransportOptions
{
    /// <summary>"incident-pipeline-executor/1.2.0"; it shows in audit logs.</summary>
    public string UserAgent { get; init; } = "incident-pipeline";

    /// <summary>Who owns the fields this client writes, unless a write says otherwise. At most 128 printable characters.</summary>
    public string FieldManager { get; init; } = "incident-pipeline";

    /// <summary>For the headers and the body of one attempt, watches and followed logs excepted.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries after the first one where there was no answer or a 5xx.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The first pause; each next one is twice as long, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two tries, unless the server asks for a longer one. 10 seconds by default.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request keeps waiting for a server that throttles (429) or asks for time (503 with Retry-After).</summary>
    public TimeSpan ThrottlePatience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The longest answer to anything but a list; logs have their own limit.</summary>
    public int MaxAnswerBytes { get; init; } = 32 << 20;

    /// <summary>Requests per second this client allows itself; null: no limit of its own.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests it may send at once after a pause.</summary>
    public int Burst { get; init; } = 10;
}
