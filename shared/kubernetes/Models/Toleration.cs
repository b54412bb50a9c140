namespace Pipeline.Kubernetes.Models;

/// <summary>A taint that does not bother a pod.</summary>
public sealed record Toleration
{
    /// <summary>Empty with operator Exists tolerates everything.</summary>
    public string? Key { get; init; }

    /// <summary>Equal when absent, or Exists.</summary>
    public string? Operator { get; init; }

    public string? Value { get; init; }

    /// <summary>Empty means each effect.</summary>
    public string? Effect { get; init; }

    public long? TolerationSeconds { get; init; }
}
