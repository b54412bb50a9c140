namespace Pipeline.Kubernetes.Api;

/// <summary>A command to run in a container.</summary>
public sealed record ExecQuery
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    public string? Container { get; init; }

    /// <summary>Program and arguments; no shell in between.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of each of stdout and stderr this much is kept.</summary>
    public int LimitBytes { get; init; } = 1 << 20;
}
