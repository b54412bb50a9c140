namespace Pipeline.Kubernetes.Api;

/// <summary>Which lines of which container.</summary>
public sealed record LogQuery
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    /// <summary>Must be named when the pod has several.</summary>
    public string? Container { get; init; }

    /// <summary>Of the run before the last restart.</summary>
    public bool Previous { get; init; }

    /// <summary>The last lines only.</summary>
    public int? TailLines { get; init; }

    /// <summary>Rounded up to whole seconds, 1 at least.</summary>
    public TimeSpan? Since { get; init; }

    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>The server stops there, in the middle of a line if need be; 1 MiB unless said otherwise, and never more than 64 MiB.</summary>
    public int LimitBytes { get; init; } = 1 << 20;

    /// <summary>The server asks the kubelet even if it cannot check its certificate: who stands in between could make lines up.</summary>
    public bool TrustAnyKubelet { get; init; }

    /// <summary>Each line begins with its time.</summary>
    public bool Timestamps { get; init; }
}
